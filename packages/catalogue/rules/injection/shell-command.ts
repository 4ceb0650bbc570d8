import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/shell-command",
  ruleId: "MCP-A001",
  threatId: "MCP-002",
  tier: "T1",
  title: "Caller's text inside a shell command",
  since: "0.1.0",
  status: "stable",
  category: "command_injection",
  severity: "critical",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 1, exploitability: 1, impact: 1, detection: 0.7, amplification: 1 },
  cwe: [78, 77],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-EXEC-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
  what: "Text of a caller becomes part of a command line that a shell reads.",
  why: "A shell gives meaning to characters such as ; | & $ ( ) and the backquote, so whoever fills the argument can add commands of their own. In an MCP server that is not only the user: a model copies arguments out of web pages, issues and mails that it has read.",
  fix: "Start the program without a shell and give the arguments as a list (execFile, spawn or subprocess.run with a list), with -- before anything that comes from the caller. If a shell cannot be avoided, accept only values out of a fixed set.",
  misses: [
    "Command text that is put together in another process or read back from a database.",
    "Programs that start a shell of their own and are not known to the models.",
  ],
  messages: { found: "{source} of {entry} is written into a shell command that {sink} runs." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import subprocess
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def disk_usage(folder: str) -> str:
    return subprocess.check_output(f"du -sh {folder}", shell=True, text=True)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import subprocess
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def disk_usage(folder: str) -> str:
    return subprocess.check_output(["du", "-sh", "--", folder], text=True)
`,
        reason: "No shell reads the folder's name: it is one argument, whatever it holds.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["shell-command"],
  },
});
