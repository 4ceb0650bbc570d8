import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "resource/pattern-from-input",
  ruleId: "MCP-L004",
  threatId: "MCP-110",
  tier: "T1",
  title: "Caller's text compiled as a regular expression",
  since: "0.1.0",
  status: "stable",
  category: "resource_exhaustion",
  severity: "low",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.3, exploitability: 0.7, impact: 0.4, detection: 0.5, amplification: 0.4 },
  cwe: [1333, 400],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI08"],
  safeMcp: ["SAFE-T2102"],
  msss: ["MCP-INPUT-03"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N",
  what: "Text of a caller is compiled as a regular expression.",
  why: "A pattern such as (a+)+$ takes longer than anybody waits on a short text, and the whole server stands still meanwhile.",
  fix: "Escape the text where it is meant literally; otherwise use an engine without backtracking (RE2), or run the match with a time limit.",
  misses: ["Engines without backtracking that the models do not know."],
  messages: { found: "{source} of {entry} is compiled as a pattern by {sink}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import re
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def find(pattern: str, text: str) -> str:
    return str(re.findall(pattern, text))
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import re
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def find(word: str, text: str) -> str:
    return str(re.findall(re.escape(word), text))
`,
        reason: "The word is escaped and matches itself only.",
      },
    ],
  },
  flow: { from: ["tool-input", "resource-uri", "prompt-argument", "http-request"], to: ["regex"] },
});
