import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/external-entity",
  ruleId: "MCP-D004",
  threatId: "MCP-080",
  tier: "T1",
  title: "XML of a caller read with entities",
  since: "0.1.0",
  status: "stable",
  category: "deserialization",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.7, impact: 0.6, detection: 0.8, amplification: 0.5 },
  cwe: [611],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1105"],
  msss: ["MCP-INPUT-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N",
  what: "XML from a caller or another server is read by a parser that resolves entities or document types.",
  why: "An entity may name a local file or an address inside the network, and nested entities fill the memory.",
  fix: "Use a parser with entities switched off (defusedxml, resolve_entities=False, noent: false).",
  misses: ["Parsers inside libraries that read office documents or feeds."],
  messages: { found: "XML from {source} is read by {sink} with entities on." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import xml.sax
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def count(text: str) -> str:
    xml.sax.parseString(text, xml.sax.ContentHandler())
    return "done"
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from defusedxml.ElementTree import fromstring
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def count(text: str) -> str:
    return str(len(fromstring(text)))
`,
        reason: "The parser refuses entities.",
      },
    ],
  },
  flow: { from: ["tool-input", "resource-uri", "http-request", "remote-content", "elicitation"], to: ["xml-parse"] },
});
