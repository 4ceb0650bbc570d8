import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/dangerous-function",
  ruleId: "MCP-A004",
  threatId: "MCP-010",
  tier: "T1",
  title: "Evaluator used by a tool",
  since: "0.1.0",
  status: "stable",
  category: "code_injection",
  severity: "low",
  confidence: "medium",
  audience: "auditor",
  dimensions: { scope: 0.8, exploitability: 0.2, impact: 0.8, detection: 0.6, amplification: 0.3 },
  cwe: [95],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-EXEC-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
  what: "A tool's code reaches an evaluator (eval, exec, Function, a virtual machine), and no caller's text was seen to arrive there.",
  why: "An evaluator is one changed line away from running foreign code, and what reaches it cannot always be followed.",
  fix: "Replace the evaluator by a parser or a table of functions.",
  misses: ["Evaluators that no model knows."],
  messages: { found: "{sink} evaluates text while {tool} runs." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def now() -> str:
    return str(eval("1 + 1"))
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
def now(text: str) -> str:
    return str(ast.literal_eval(text))
`,
        reason: "Literals are read, nothing is evaluated.",
      },
    ],
  },
  looksAt: { from: ["tool-input"], to: ["code"] },
  onCall: {
    operations: ["code-evaluation"],
    *check(call, see) {
      const entry = call.entries.find(({ kind }) => kind === "tool");
      if (entry === undefined) return;
      const { file, startLine } = call.place;
      const reached = see.flows.some(
        ({ sink, source }) =>
          sink.kind === "code" && source.kind === "tool-input" && sink.place.file === file && sink.place.startLine === startLine,
      );
      if (!reached) yield { message: "found", holes: { sink: call.api, tool: entry.name }, place: call.place, tool: entry.name };
    },
  },
});
