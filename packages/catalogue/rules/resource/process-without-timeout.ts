import { defineRule } from "@mcp-assay/core/define/rule";
import { isGiven } from "../transport/listening/listeners.ts";
export default defineRule({
  key: "resource/process-without-timeout",
  ruleId: "MCP-L002",
  threatId: "MCP-110",
  tier: "T1",
  title: "Program started without a time limit",
  since: "0.1.0",
  status: "stable",
  category: "resource_exhaustion",
  severity: "low",
  confidence: "medium",
  audience: "pedantic",
  dimensions: { scope: 0.2, exploitability: 0.3, impact: 0.3, detection: 0.3, amplification: 0.1 },
  cwe: [400],
  owaspMcp: ["MCP08:2025"],
  owaspAsi: ["ASI08"],
  safeMcp: ["SAFE-T2102"],
  msss: ["MCP-INPUT-03"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N",
  what: "A tool starts a program and waits for it without a limit.",
  why: "A program that waits for input, or works on something large, holds the call for ever.",
  fix: "Pass a timeout, and end the program when it is over.",
  misses: ["Limits that are built around the call by hand."],
  messages: { found: "{tool} waits for {sink} without a time limit." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import subprocess
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def build() -> str:
    return subprocess.check_output(["make"], text=True)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import subprocess
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def build() -> str:
    return subprocess.check_output(["make"], text=True, timeout=60)
`,
        reason: "A minute is the limit.",
      },
    ],
  },
  onCall: {
    operations: ["process-start"],
    *check(call, see) {
      const entry = call.entries.find(({ kind }) => kind === "tool");
      if (entry === undefined || isGiven(call.roles.timeout)) return;
      const code = see.read(call.place.file)?.text.replace(/(?:\/\/|#) .*$/gm, "") ?? "";
      if (/timeout|AbortSignal|AbortController|\.kill\(|wait_for/i.test(code)) return;
      yield { message: "found", holes: { tool: entry.name, sink: call.api }, place: call.place, tool: entry.name };
    },
  },
});
