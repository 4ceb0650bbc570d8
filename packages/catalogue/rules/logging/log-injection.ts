import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "logging/log-injection",
  ruleId: "MCP-L010",
  threatId: "MCP-927",
  tier: "T1",
  title: "Caller's text written to a log as it is",
  since: "0.1.0",
  status: "stable",
  category: "logging",
  severity: "low",
  confidence: "medium",
  audience: "pedantic",
  dimensions: { scope: 0.1, exploitability: 0.5, impact: 0.2, detection: 0.6, amplification: 0.2 },
  cwe: [117],
  owaspMcp: ["MCP08:2025"],
  owaspAsi: ["ASI08"],
  safeMcp: [],
  msss: ["MCP-LOG-01"],
  cvss: "AV:L/AC:H/AT:P/PR:L/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
  what: "Text of a caller is written to a log with its line breaks and control characters.",
  why: "A line break starts a new entry that looks like the server's own; control characters act on the terminal of whoever reads the log.",
  fix: "Log values as JSON, or remove control characters.",
  misses: ["Loggers that escape by themselves and are not known to the models."],
  messages: { found: "{source} of {entry} is written to a log by {sink} as it is." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import logging
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def add(name: str) -> str:
    logging.info("adding " + name)
    return "done"
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import logging
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def add(name: str) -> str:
    logging.info("adding %s", repr(name))
    return "done"
`,
        reason: "repr escapes line breaks and control characters.",
      },
    ],
  },
  flow: { from: ["tool-input", "http-request", "resource-uri"], to: ["log"], unless: [["json-encoded"], ["identifier"]] },
});
