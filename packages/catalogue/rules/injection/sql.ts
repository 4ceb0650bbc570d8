import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/sql",
  ruleId: "MCP-D001",
  threatId: "MCP-062",
  tier: "T1",
  title: "Caller's text inside a SQL statement",
  since: "0.1.0",
  status: "stable",
  category: "sql_injection",
  severity: "critical",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.75, exploitability: 1, impact: 0.9, detection: 0.7, amplification: 1 },
  cwe: [89],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1803"],
  msss: ["MCP-INPUT-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:L/SC:N/SI:N/SA:N",
  what: "Text of a caller is written into a SQL statement instead of being bound as a parameter.",
  why: "A quote in the text ends the literal, and what follows is SQL of the caller: it reads other tables, changes rows, and on some databases reads files or runs programs.",
  fix: "Bind values as parameters. Names of tables and columns cannot be bound: take them from a fixed list, or quote them with the driver's identifier quoting.",
  misses: ["Procedures in the database that build statements of their own.", "Query builders that no model knows."],
  messages: { found: "{source} of {entry} is written into a SQL statement that {sink} runs." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import sqlite3
db = sqlite3.connect("app.db")
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def find_user(name: str) -> str:
    return str(db.execute(f"SELECT * FROM users WHERE name = '{name}'").fetchall())
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
def find_user(name: str) -> str:
    return str(db.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchall())
`,
        reason: "The name is bound as a parameter and never parsed as SQL.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["sql"],
    whole: false,
  },
});
