import { defineRule } from "@mcp-assay/core/define/rule";

const DANGEROUS =
  /^(?:(?:shell_?)?(?:command|cmd|script|code)|sql|(?:sql_?)?(?:query|statement)|(?:file_?)?path|url|uri|expr(?:ession)?|eval)$/i;

export default defineRule({
  key: "schema/unconstrained-dangerous-string",
  ruleId: "MCP-I004",
  threatId: "MCP-206",
  tier: "T1",
  title: "Any text accepted where a command, path or URL is meant",
  since: "0.1.0",
  status: "stable",
  category: "schema",
  severity: "low",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.6, impact: 0.3, detection: 0.5, amplification: 0.8 },
  cwe: [20, 1284],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: [],
  msss: ["MCP-INPUT-02"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
  what: "An argument whose name says command, code, SQL, path or URL accepts any text of any length.",
  why: "The schema is the first thing that a client, a gateway and the model see. A schema without limits leaves the whole checking to the handler, and tells the model that anything goes.",
  fix: "Give the argument an enum where the values are known; otherwise a pattern, a format and a maximum length.",
  misses: ["Checks inside the handler, which make the finding a matter of hygiene.", "Dangerous arguments with harmless names."],
  messages: { found: "{tool} takes {arguments} as any text: no enum, pattern, format or length limits it." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def run(command: str) -> str:
    return "queued " + command
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from typing import Literal
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def run(command: Literal["start", "stop"]) -> str:
    return "queued " + command
`,
        reason: "Two values are possible.",
      },
    ],
  },
  *onTool(tool) {
    const loose = Object.entries(tool.inputSchema?.properties ?? {}).filter(
      ([name, schema]) =>
        DANGEROUS.test(name) &&
        schema.type === "string" &&
        schema.enum === undefined &&
        schema.pattern === undefined &&
        schema.format === undefined &&
        schema.maxLength === undefined,
    );
    if (loose.length === 0) return;
    yield {
      message: "found",
      holes: { tool: tool.name, arguments: loose.map(([name]) => name).join(", ") },
      place: tool.place,
      tool: tool.name,
    };
  },
});
