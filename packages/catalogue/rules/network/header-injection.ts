import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "network/header-injection",
  ruleId: "MCP-C007",
  threatId: "MCP-912",
  tier: "T1",
  title: "Caller's text in a request header",
  since: "0.1.0",
  status: "stable",
  category: "output_injection",
  severity: "low",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.5, impact: 0.4, detection: 0.7, amplification: 0.5 },
  cwe: [113, 93],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-INPUT-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N",
  what: "Text of a caller becomes a header of a request to another server.",
  why: "With a line break in it, old clients send a header or a request of the caller's own; without one, the caller may still choose values that the other server trusts.",
  fix: "Refuse control characters, and accept only values of a known form.",
  misses: ["Client libraries that refuse line breaks, which makes the finding a matter of trust in the value."],
  messages: { found: "{source} of {entry} becomes a header of a request ({sink})." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import requests
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def get(agent: str) -> str:
    return requests.get("https://api.example.com", headers={"User-Agent": agent}, timeout=10).text
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import requests
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def get(count: int) -> str:
    return requests.get("https://api.example.com", headers={"X-Count": str(count)}, timeout=10).text
`,
        reason: "A number holds no line break.",
      },
    ],
  },
  flow: { from: ["tool-input", "resource-uri", "prompt-argument", "elicitation"], to: ["request-header"] },
});
