import { defineRule } from "@mcp-assay/core/define/rule";
import { isGiven } from "../transport/listening/listeners.ts";
export default defineRule({
  key: "resource/request-without-timeout",
  ruleId: "MCP-L001",
  threatId: "MCP-110",
  tier: "T1",
  title: "Request without a time limit",
  since: "0.1.0",
  status: "stable",
  category: "resource_exhaustion",
  severity: "low",
  confidence: "medium",
  audience: "pedantic",
  dimensions: { scope: 0.2, exploitability: 0.3, impact: 0.3, detection: 0.3, amplification: 0.1 },
  cwe: [1088, 400],
  owaspMcp: ["MCP08:2025"],
  owaspAsi: ["ASI08"],
  safeMcp: ["SAFE-T2102"],
  msss: ["MCP-INPUT-03"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N",
  what: "A tool sends a request and waits for the answer without a limit.",
  why: "A server that never answers holds the call, and with it a worker and the caller, for as long as it likes.",
  fix: "Pass a timeout or an abort signal.",
  misses: ["Limits that are set for all requests of a client, or by the runtime."],
  messages: { found: "{tool} waits for {sink} without a time limit." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import requests
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def get() -> str:
    return requests.get("https://api.example.com").text
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import requests
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def get() -> str:
    return requests.get("https://api.example.com", timeout=10).text
`,
        reason: "Ten seconds are the limit.",
      },
    ],
  },
  onCall: {
    operations: ["http-request"],
    *check(call, see) {
      const entry = call.entries.find(({ kind }) => kind === "tool");
      if (entry === undefined || isGiven(call.roles.timeout)) return;
      const code = see.read(call.place.file)?.text.replace(/(?:\/\/|#) .*$/gm, "") ?? "";
      if (/timeout|AbortSignal|AbortController|\bsignal\b/i.test(code)) return;
      yield { message: "found", holes: { tool: entry.name, sink: call.api }, place: call.place, tool: entry.name };
    },
  },
});
