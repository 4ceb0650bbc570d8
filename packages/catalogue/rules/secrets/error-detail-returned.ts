import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "secrets/error-detail-returned",
  ruleId: "MCP-E010",
  threatId: "MCP-085",
  tier: "T1",
  title: "Exception text returned to the caller",
  since: "0.1.0",
  status: "stable",
  category: "output_injection",
  severity: "low",
  confidence: "medium",
  audience: "auditor",
  dimensions: { scope: 0.2, exploitability: 0.5, impact: 0.2, detection: 0.4, amplification: 0.3 },
  cwe: [209],
  owaspMcp: ["MCP01:2025", "MCP10:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1603"],
  msss: ["MCP-LOG-02"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
  what: "The text or stack of an exception becomes part of a tool's answer.",
  why: "Exceptions name paths, addresses, statements and sometimes values; they help whoever looks for a way in.",
  fix: "Return a message of your own, and write the exception to the server's log.",
  misses: ["Exceptions that the SDK itself turns into an answer."],
  messages: { found: "The answer of {entry} holds the text of an exception ({source})." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def run() -> str:
    try:
        return str(1 / 0)
    except Exception as error:
        return str(error)
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
def run() -> str:
    try:
        return str(1 / 0)
    except Exception:
        logging.exception("run failed")
        return "the calculation failed"
`,
        reason: "The detail goes to the log.",
      },
    ],
  },
  flow: { from: ["error-detail"], to: ["tool-result"] },
});
