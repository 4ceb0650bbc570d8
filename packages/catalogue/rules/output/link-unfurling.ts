import { defineRule } from "@mcp-assay/core/define/rule";
import { leavesPreviewsOn } from "./previews/posting.ts";

export default defineRule({
  key: "output/link-unfurling",
  ruleId: "MCP-C015",
  threatId: "MCP-220",
  tier: "T1",
  title: "Posted links are opened by the service",
  since: "0.1.0",
  status: "stable",
  category: "data_exfiltration",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.6, impact: 0.5, detection: 0.9, amplification: 0.8 },
  cwe: [200],
  owaspMcp: ["MCP03:2025", "MCP10:2025"],
  owaspAsi: ["ASI01"],
  safeMcp: ["SAFE-T1902", "SAFE-T1910"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:N/VA:N/SC:H/SI:N/SA:N",
  what: "A tool posts text of the caller to a chat service and leaves the preview of links on.",
  why: "The service opens every link in the text at once. A model that was led to write private data into an address has sent it, before anybody clicks.",
  fix: "Switch the preview of links and media off for messages that a model writes.",
  misses: [
    "Chat services that are not listed.",
    "Previews that the operator switched off in the service.",
    "A switch that stands in the file but not in this call.",
  ],
  messages: { found: "{tool} posts its caller's text through {sink} with the preview of links on." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from slack_sdk import WebClient
client = WebClient(token="x")
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def post(text: str) -> str:
    client.chat_postMessage(channel="general", text=text)
    return "posted"
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from slack_sdk import WebClient
client = WebClient(token="x")
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def post(text: str) -> str:
    client.chat_postMessage(channel="general", text=text, unfurl_links=False, unfurl_media=False)
    return "posted"
`,
        reason: "The service opens no link.",
      },
    ],
  },
  onCall: {
    operations: ["message-post", "http-request"],
    *check(call, see) {
      const entry = call.entries.find(({ kind }) => kind === "tool");
      if (entry === undefined || !leavesPreviewsOn(call, see)) return;
      yield { message: "found", holes: { tool: entry.name, sink: call.api }, place: call.place, tool: entry.name };
    },
  },
});
