import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "inner-model/unescaped-prompt-template",
  ruleId: "MCP-H104",
  threatId: "MCP-214",
  tier: "T1",
  title: "Prompt argument inside instruction text",
  since: "0.1.0",
  status: "stable",
  category: "prompt_injection",
  severity: "low",
  confidence: "medium",
  audience: "auditor",
  dimensions: { scope: 0.3, exploitability: 0.6, impact: 0.4, detection: 0.7, amplification: 0.8 },
  cwe: [1427],
  owaspMcp: ["MCP03:2025", "MCP06:2025"],
  owaspAsi: ["ASI01"],
  safeMcp: ["SAFE-T1102"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:N/SC:H/SI:H/SA:N",
  what: "An argument of a prompt is written into the prompt's text without a mark that says where it begins and ends.",
  why: "The argument may be a pasted text with instructions of its own; the model cannot tell them from the prompt's.",
  fix: "Put the argument between marks, in a message of its own or as JSON, and say that it is data.",
  misses: ["Marks, unless they are made by JSON encoding.", "JavaScript and TypeScript: texts inside the messages that a prompt returns."],
  messages: { found: "{source} of {entry} is written into the prompt's text as it is." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.prompt()
def summarise(text: str) -> str:
    return "Summarise this: " + text
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import json
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.prompt()
def summarise(text: str) -> str:
    return "Summarise the text in this JSON string: " + json.dumps(text)
`,
        reason: "The text is one JSON string, so its end is known.",
      },
    ],
  },
  flow: { from: ["prompt-argument"], to: ["tool-result"], unless: [["json-encoded"], ["identifier"]] },
});
