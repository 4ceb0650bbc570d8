import { defineRule } from "@mcp-assay/core/define/rule";
import { isGiven } from "../transport/listening/listeners.ts";
export default defineRule({
  key: "resource/model-call-without-limit",
  ruleId: "MCP-L006",
  threatId: "MCP-084",
  tier: "T1",
  title: "Call of a paid model without a limit",
  since: "0.1.0",
  status: "stable",
  category: "resource_exhaustion",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.6, impact: 0.5, detection: 0.6, amplification: 0.6 },
  cwe: [770, 400],
  owaspMcp: ["MCP08:2025"],
  owaspAsi: ["ASI08"],
  safeMcp: ["SAFE-T2102"],
  msss: ["MCP-DEPLOY-03"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N",
  what: "A tool passes the caller's text to a language model and sets no limit for the answer.",
  why: "Each call costs money by length. Long inputs and endless answers empty the account, and the caller pays nothing (denial of wallet).",
  fix: "Set the greatest number of tokens of the answer, bound the input's length, and limit calls per caller.",
  misses: ["Limits that the account or a gateway sets."],
  messages: { found: "{tool} calls {sink} with text of the caller and no limit of tokens." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from openai import OpenAI
client = OpenAI()
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def explain(text: str) -> str:
    return str(client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": text}]))
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from openai import OpenAI
client = OpenAI()
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def explain(text: str) -> str:
    return str(client.chat.completions.create(model="gpt-4o", max_tokens=500, messages=[{"role": "user", "content": text}]))
`,
        reason: "The answer has at most 500 tokens.",
      },
    ],
  },
  looksAt: { from: ["tool-input"], to: ["user-prompt", "system-prompt"] },
  onCall: {
    operations: ["llm-call"],
    *check(call, see) {
      const entry = call.entries.find(({ kind }) => kind === "tool");
      const { file, startLine, endLine } = call.place;
      if (entry === undefined || isGiven(call.roles["max-tokens"])) return;
      const text =
        see
          .read(file)
          ?.text.split("\n")
          .slice(Math.max(startLine - 12, 0), endLine)
          .join("\n") ?? "";
      const fed = see.flows.some(
        ({ source, sink }) => source.kind === "tool-input" && sink.place.file === file && sink.place.startLine === startLine,
      );
      if (!fed || /max_?(?:new_?|output_?|completion_?)?tokens|num_predict/i.test(text)) return;
      yield { message: "found", holes: { tool: entry.name, sink: call.api }, place: call.place, tool: entry.name };
    },
  },
});
