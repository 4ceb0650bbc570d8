import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/sql-statement-from-caller",
  ruleId: "MCP-D002",
  threatId: "MCP-062",
  tier: "T1",
  title: "Tool that runs whatever SQL it is given",
  since: "0.1.0",
  status: "stable",
  category: "sql_injection",
  severity: "medium",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.8, impact: 0.7, detection: 0.5, amplification: 1 },
  cwe: [89, 250],
  owaspMcp: ["MCP02:2025", "MCP05:2025"],
  owaspAsi: ["ASI02"],
  safeMcp: ["SAFE-T1803", "SAFE-T2101"],
  msss: ["MCP-AUTHZ-03"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:L/SC:N/SI:N/SA:N",
  what: "A whole SQL statement comes from a caller and is run as it is.",
  why: "That may be the purpose of the tool. But a model that reads foreign text writes the statement, and it can change or delete rows and read every table that the connection may.",
  fix: "Connect as a database user who may only read what the tool is about, run inside a read-only transaction, and refuse several statements in one text. A check of the first word is not enough.",
  misses: ["Rights of the database user, which make the finding harmless.", "Read-only transactions: they are not judged."],
  messages: { found: "{source} of {entry} is run as a SQL statement by {sink}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import sqlite3
db = sqlite3.connect("app.db")
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def run_query(sql: str) -> str:
    return str(db.execute(sql).fetchall())
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import sqlite3
db = sqlite3.connect("app.db")
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def count_users() -> str:
    return str(db.execute("SELECT count(*) FROM users").fetchone())
`,
        reason: "The statement is the program's own.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["sql"],
    whole: true,
  },
});
