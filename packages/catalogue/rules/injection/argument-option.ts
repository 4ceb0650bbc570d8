import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/argument-option",
  ruleId: "MCP-A006",
  threatId: "MCP-276",
  tier: "T1",
  title: "Caller's text can become an option of a program",
  since: "0.1.0",
  status: "stable",
  category: "command_injection",
  severity: "medium",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.8, exploitability: 0.8, impact: 0.8, detection: 0.7, amplification: 1 },
  cwe: [88],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-EXEC-03"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:L/SC:N/SI:N/SA:N",
  what: "Text of a caller is an element of a program's argument list, and nothing keeps it from starting with a dash.",
  why: "There is no shell, but the program itself reads a leading dash as an option. Many tools have options that run commands, read configuration or write files: git, tar, ssh, find and curl among them.",
  fix: "Put -- before the caller's values, or refuse values that start with a dash, or join the value to its own option (--name=value).",
  misses: ["Programs that go on reading options after --.", "Values that a program reads from a file or its input."],
  messages: {
    found: "{source} of {entry} is an argument of a program that {sink} starts; a value that begins with a dash is read as an option.",
  },
  examples: {
    bad: [
      {
        language: "python",
        code: `import subprocess
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def show(revision: str) -> str:
    return subprocess.check_output(["git", "show", revision], text=True)
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
def show(path: str) -> str:
    return subprocess.check_output(["git", "log", "--", path], text=True)
`,
        reason: "After -- the value cannot be an option.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["argv-option"],
  },
});
