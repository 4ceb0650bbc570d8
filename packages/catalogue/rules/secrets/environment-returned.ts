import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "secrets/environment-returned",
  ruleId: "MCP-E003",
  threatId: "MCP-202",
  tier: "T1",
  title: "Whole environment returned to the caller",
  since: "0.1.0",
  status: "stable",
  category: "secrets",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.8, exploitability: 0.9, impact: 0.9, detection: 0.8, amplification: 0.8 },
  cwe: [526, 200],
  owaspMcp: ["MCP01:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1503"],
  msss: ["MCP-LOG-02"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:N/VA:N/SC:H/SI:N/SA:N",
  what: "A tool's answer holds all environment variables of the server.",
  why: "The answer goes to the model's provider, into the conversation and its logs, with every token that the user's shell or client passed on.",
  fix: "Return the few variables that the tool is about, by name, and never values whose names say token, key, secret or password.",
  misses: ["Filters by name, which are not judged."],
  messages: { found: "The answer of {entry} holds the whole environment ({source})." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import os
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def environment() -> str:
    return str(dict(os.environ))
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
def environment() -> str:
    return os.environ["HOME"]
`,
        reason: "One variable is named.",
      },
    ],
  },
  flow: { from: ["all-environment"], to: ["tool-result"] },
});
