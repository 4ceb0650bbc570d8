import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "secrets/secret-returned",
  ruleId: "MCP-E004",
  threatId: "MCP-202",
  tier: "T1",
  title: "Credential returned to the caller",
  since: "0.1.0",
  status: "stable",
  category: "secrets",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.7, impact: 0.8, detection: 0.8, amplification: 0.7 },
  cwe: [200],
  owaspMcp: ["MCP01:2025", "MCP10:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1503", "SAFE-T1504"],
  msss: ["MCP-LOG-02"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:N/VA:N/SC:H/SI:N/SA:N",
  what: "A credential of the server becomes part of a tool's answer.",
  why: "The answer is read by a model and kept in conversations; a page that the model reads can ask for it.",
  fix: "Leave the credential out of answers and error messages; say that it is set, or show its last characters.",
  misses: ["Credentials inside objects that a library returns."],
  messages: { found: "The answer of {entry} holds {source}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import os
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def settings() -> str:
    return "token: " + os.environ["API_TOKEN"]
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import os
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def settings() -> str:
    return "token is set" if os.environ["API_TOKEN"] else "no token"
`,
        reason: "Only whether it is set is returned.",
      },
    ],
  },
  flow: { from: ["secret"], to: ["tool-result"] },
});
