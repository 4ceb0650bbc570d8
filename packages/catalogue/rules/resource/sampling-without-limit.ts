import { defineRule } from "@mcp-assay/core/define/rule";
import { isGiven } from "../transport/listening/listeners.ts";
export default defineRule({
  key: "resource/sampling-without-limit",
  ruleId: "MCP-L007",
  threatId: "MCP-211",
  tier: "T1",
  title: "Sampling request without a limit",
  since: "0.1.0",
  status: "stable",
  category: "resource_exhaustion",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.5, impact: 0.4, detection: 0.6, amplification: 0.5 },
  cwe: [770],
  owaspMcp: ["MCP06:2025"],
  owaspAsi: ["ASI01"],
  safeMcp: ["SAFE-T1112"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:N/SC:H/SI:H/SA:N",
  what: "A server asks the client's model for text and sets no limit of tokens.",
  why: "The user of the client pays for the answer; a loop of such requests uses up the user's budget.",
  fix: "Set maxTokens, and limit how many requests one tool call may make.",
  misses: ["Limits that the client sets by itself."],
  messages: { found: "{sink} asks the client's model for text without a limit of tokens." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import Context, FastMCP
mcp = FastMCP("sample")
@mcp.tool()
async def explain(text: str, ctx: Context) -> str:
    return str(await ctx.sample(text))
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import Context, FastMCP
mcp = FastMCP("sample")
@mcp.tool()
async def explain(text: str, ctx: Context) -> str:
    return str(await ctx.sample(text, max_tokens=300))
`,
        reason: "The answer has at most 300 tokens.",
      },
    ],
  },
  onCall: {
    operations: ["sampling"],
    *check(call) {
      if (!isGiven(call.roles["max-tokens"])) yield { message: "found", holes: { sink: call.api }, place: call.place };
    },
  },
});
