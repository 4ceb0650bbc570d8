import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/code-evaluation",
  ruleId: "MCP-A005",
  threatId: "MCP-010",
  tier: "T1",
  title: "Caller's text evaluated as code",
  since: "0.1.0",
  status: "stable",
  category: "code_injection",
  severity: "critical",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 1, exploitability: 1, impact: 1, detection: 0.7, amplification: 1 },
  cwe: [94, 95],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-EXEC-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
  what: "Text of a caller is handed to an evaluator: eval, exec, a Function built from text, a virtual machine or an interpreter.",
  why: "What is evaluated runs with the rights of the server: it can read its environment and files, and reach its network. In-process sandboxes have been left again and again.",
  fix: "Do not evaluate: parse the few forms you need (a number, a JSON document, an arithmetic expression), or run the code in a process or container without rights, network and secrets.",
  misses: ["Interpreters that no model knows.", "Code that is written to a file first and run by another program."],
  messages: { found: "{source} of {entry} is evaluated as code by {sink}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def calculate(expression: str) -> str:
    return str(eval(expression))
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import ast
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def calculate(expression: str) -> str:
    return str(ast.literal_eval(expression))
`,
        reason: "literal_eval reads literals only and calls nothing.",
      },
    ],
  },
  flow: { from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"], to: ["code"] },
});
