import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "inner-model/untrusted-system-prompt",
  ruleId: "MCP-H101",
  threatId: "MCP-205",
  tier: "T1",
  title: "Caller's text among the instructions of an inner model",
  since: "0.1.0",
  status: "stable",
  category: "prompt_injection",
  severity: "high",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.8, impact: 0.6, detection: 0.8, amplification: 0.9 },
  cwe: [1427],
  owaspMcp: ["MCP06:2025"],
  owaspAsi: ["ASI01"],
  safeMcp: ["SAFE-T1102"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:N/SC:H/SI:H/SA:N",
  what: "Text of a caller or another server is written into the system text of a language model that the server calls.",
  why: "The inner model takes the text for its operator's instructions: the caller decides what it does with the server's tools and data.",
  fix: "Keep the system text fixed, and pass the caller's text as a user message, marked as data.",
  misses: ["Models that are called over plain HTTP.", "Frameworks that assemble messages by themselves."],
  messages: { found: "{source} of {entry} becomes part of the system text of {sink}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from anthropic import Anthropic
client = Anthropic()
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def answer(style: str, question: str) -> str:
    reply = client.messages.create(model="m", max_tokens=100, system="You write in the style of " + style, messages=[{"role": "user", "content": question}])
    return str(reply)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from anthropic import Anthropic
client = Anthropic()
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def answer(question: str) -> str:
    reply = client.messages.create(model="m", max_tokens=100, system="You answer briefly.", messages=[{"role": "user", "content": question}])
    return str(reply)
`,
        reason: "The system text is fixed.",
      },
    ],
  },
  flow: { from: ["tool-input", "resource-uri", "prompt-argument", "http-request", "elicitation", "remote-content"], to: ["system-prompt"] },
});
