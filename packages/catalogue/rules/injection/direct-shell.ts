import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/direct-shell",
  ruleId: "MCP-A003",
  threatId: "MCP-300",
  tier: "T1",
  title: "Shell command built while the program runs",
  since: "0.1.0",
  status: "stable",
  category: "command_injection",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.9, exploitability: 0.3, impact: 0.9, detection: 0.7, amplification: 0.3 },
  cwe: [78],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-EXEC-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
  what: "A shell reads a command line that holds text from the environment, a file or a database.",
  why: "No caller writes the command directly, but each of these places can be filled by somebody else: another program of the user, a shared file, a row that another tool stored.",
  fix: "Start the program without a shell and pass the values as arguments.",
  misses: ["Text that an unmodelled library read."],
  messages: { found: "{source} becomes part of a shell command that {sink} runs." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import os
os.system("tar xf " + os.environ["BACKUP_FILE"])
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import os
import subprocess
subprocess.run(["tar", "xf", os.environ["BACKUP_FILE"]])
`,
        reason: "No shell reads the name.",
      },
    ],
  },
  flow: { from: ["environment", "file-content", "database-content"], to: ["shell-command"] },
});
