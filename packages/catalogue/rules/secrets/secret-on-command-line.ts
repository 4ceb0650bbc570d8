import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "secrets/secret-on-command-line",
  ruleId: "MCP-E011",
  threatId: "MCP-916",
  tier: "T1",
  title: "Credential on a command line",
  since: "0.1.0",
  status: "stable",
  category: "secrets",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.4, impact: 0.6, detection: 0.6, amplification: 0.1 },
  cwe: [214],
  owaspMcp: ["MCP01:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1506"],
  msss: ["MCP-LOG-02"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:L/SI:N/SA:N",
  what: "A credential is passed to a program as an argument.",
  why: "Every user of the machine can list the arguments of running programs, and shells keep them in their history.",
  fix: "Pass the credential in the program's environment or on its input.",
  misses: ["Programs started by a library."],
  messages: { found: "{source} is an argument of a program that {sink} starts." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import os
import subprocess
subprocess.run(["deploy", "--token", os.environ["API_TOKEN"]])
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import os
import subprocess
subprocess.run(["deploy"], env={"API_TOKEN": os.environ["API_TOKEN"]})
`,
        reason: "The program finds the token in its environment.",
      },
    ],
  },
  flow: { from: ["secret"], to: ["argv-option", "shell-command"] },
});
