import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/template-source",
  ruleId: "MCP-A007",
  threatId: "MCP-903",
  tier: "T1",
  title: "Caller's text compiled as a template",
  since: "0.1.0",
  status: "stable",
  category: "code_injection",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.9, exploitability: 0.9, impact: 0.9, detection: 0.7, amplification: 0.9 },
  cwe: [1336, 94],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-INPUT-01"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L",
  what: "Text of a caller is compiled by a template engine, not only inserted into a template.",
  why: "Template languages reach attributes, functions and often the interpreter itself; a template of the caller is code of the caller.",
  fix: "Keep templates in files of the server and pass the caller's text as a value. If users must write templates, use a language without logic.",
  misses: ["Engines that no model knows.", "Templates that are stored by one call and rendered by another process."],
  messages: { found: "{source} of {entry} is compiled as a template by {sink}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from jinja2 import Template
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def greet(text: str) -> str:
    return Template(text).render(name="you")
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from jinja2 import Template
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def greet(name: str) -> str:
    return Template("Hello {{ name }}").render(name=name)
`,
        reason: "The template is fixed; the name is only a value in it.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["template-source"],
  },
});
