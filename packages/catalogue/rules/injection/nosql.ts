import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/nosql",
  ruleId: "MCP-D003",
  threatId: "MCP-914",
  tier: "T1",
  title: "Caller's text inside a database query",
  since: "0.1.0",
  status: "stable",
  category: "sql_injection",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.7, exploitability: 0.8, impact: 0.7, detection: 0.7, amplification: 0.9 },
  cwe: [943],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1803"],
  msss: ["MCP-INPUT-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:L/SC:N/SI:N/SA:N",
  what: "Text or an object of a caller becomes a query of a database that does not speak SQL: a filter with operators, Cypher, a search script.",
  why: "An operator such as $ne or $where in place of a value, or a clause inside query text, makes the database return or change what the caller was not meant to reach.",
  fix: "Pass values as parameters, require plain strings or numbers by schema, and build filters from fixed field names.",
  misses: ["Query builders that no model knows."],
  messages: { found: "{source} of {entry} is written into a query that {sink} runs." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from neo4j import GraphDatabase
driver = GraphDatabase.driver("bolt://localhost")
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def find(name: str) -> str:
    with driver.session() as session:
        return str(session.run("MATCH (n {name: '" + name + "'}) RETURN n").data())
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from neo4j import GraphDatabase
driver = GraphDatabase.driver("bolt://localhost")
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def find(name: str) -> str:
    with driver.session() as session:
        return str(session.run("MATCH (n {name: $name}) RETURN n", name=name).data())
`,
        reason: "The name is a parameter.",
      },
    ],
  },
  flow: { from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"], to: ["nosql"] },
});
