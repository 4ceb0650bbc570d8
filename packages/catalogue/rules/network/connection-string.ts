import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "network/connection-string",
  ruleId: "MCP-C010",
  threatId: "MCP-913",
  tier: "T1",
  title: "Caller chooses the database to connect to",
  since: "0.1.0",
  status: "stable",
  category: "ssrf",
  severity: "medium",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.7, impact: 0.5, detection: 0.7, amplification: 0.6 },
  cwe: [918, 99],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI02"],
  safeMcp: ["SAFE-T1104"],
  msss: ["MCP-NET-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:H/SI:L/SA:N",
  what: "The address of a database or service, with its options, comes from a caller.",
  why: "The server connects where the caller says: to databases inside the network, or to a false server that reads local files of the client or collects its credentials.",
  fix: "Read connections from the server's configuration and let callers choose among their names.",
  misses: ["Drivers that no model knows."],
  messages: { found: "{source} of {entry} says where {sink} connects ({guard})." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import psycopg2
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def test(dsn: str) -> str:
    psycopg2.connect(dsn)
    return "connected"
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import os
import psycopg2
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def test() -> str:
    psycopg2.connect(os.environ["DATABASE_URL"])
    return "connected"
`,
        reason: "The operator configures the database.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["connection"],
  },
});
