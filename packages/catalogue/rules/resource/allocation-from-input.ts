import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "resource/allocation-from-input",
  ruleId: "MCP-L003",
  threatId: "MCP-110",
  tier: "T1",
  title: "Caller chooses an amount of memory or time",
  since: "0.1.0",
  status: "stable",
  category: "resource_exhaustion",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.3, exploitability: 0.7, impact: 0.4, detection: 0.4, amplification: 0.4 },
  cwe: [770, 789],
  owaspMcp: ["MCP08:2025"],
  owaspAsi: ["ASI08"],
  safeMcp: ["SAFE-T1106"],
  msss: ["MCP-INPUT-03"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N",
  what: "A size, a delay or a number of rounds comes from a caller and has no upper bound.",
  why: "One call with a large number stops the server for everybody, or fills its memory.",
  fix: "Bound the value in the schema (max) or with Math.min before using it.",
  misses: ["Loops whose bound is computed from the length of a caller's list."],
  messages: { found: "{source} of {entry} decides how much {sink} takes, without an upper bound." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import time
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def wait(seconds: float) -> str:
    time.sleep(seconds)
    return "done"
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import time
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def wait(seconds: float) -> str:
    time.sleep(min(seconds, 30))
    return "done"
`,
        reason: "Half a minute is the most.",
      },
    ],
  },
  flow: { from: ["tool-input", "resource-uri", "prompt-argument", "http-request"], to: ["allocation"] },
});
