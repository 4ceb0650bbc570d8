import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/deserialization",
  ruleId: "MCP-A008",
  threatId: "MCP-061",
  tier: "T1",
  title: "Caller's data deserialised into objects",
  since: "0.1.0",
  status: "stable",
  category: "deserialization",
  severity: "critical",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 1, exploitability: 0.9, impact: 1, detection: 0.8, amplification: 0.8 },
  cwe: [502],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-INPUT-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
  what: "Data of a caller is read by a deserialiser that can create any object or call any function.",
  why: "Formats such as pickle or unsafe YAML name the functions to call while loading; loading is running.",
  fix: "Read JSON, or YAML with the safe loader, and check the result against a schema.",
  misses: ["Data that arrives as a file on the server's disk through another way."],
  messages: { found: "{source} of {entry} is deserialised by {sink}, which runs what the data names." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import base64
import pickle
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def restore(state: str) -> str:
    return str(pickle.loads(base64.b64decode(state)))
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import json
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def restore(state: str) -> str:
    return str(json.loads(state))
`,
        reason: "JSON holds values only.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["deserialize"],
  },
});
