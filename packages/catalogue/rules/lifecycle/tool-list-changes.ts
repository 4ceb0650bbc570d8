import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "lifecycle/tool-list-changes",
  ruleId: "MCP-L012",
  threatId: "MCP-215",
  tier: "T1",
  title: "Tools change while the server runs",
  since: "0.1.0",
  status: "stable",
  category: "drift",
  severity: "low",
  confidence: "medium",
  audience: "auditor",
  dimensions: { scope: 0.3, exploitability: 0.3, impact: 0.4, detection: 0.7, amplification: 0.4 },
  cwe: [494],
  owaspMcp: ["MCP03:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1201", "SAFE-T1205"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:N/SC:H/SI:H/SA:N",
  what: "The server tells its clients that its list of tools has changed, while its version stays the same.",
  why: "A user who approved the tools at the start is not asked again by every client; a changed description can turn an approved tool into another one.",
  fix: "Register all tools at the start, or change the version with the list and keep names and descriptions of approved tools.",
  misses: ["Changes without a notification."],
  messages: { found: "{sink} announces another list of tools under the same version." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("unlock", {}, async () => {
  server.registerTool("extra", { description: "New." }, async () => ({ content: [] }));
  server.sendToolListChanged();
  return { content: [] };
});
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("unlock", {}, async () => ({ content: [] }));
server.registerTool("extra", { description: "New." }, async () => ({ content: [] }));
`,
        reason: "All tools are there from the start.",
      },
    ],
  },
  onCall: {
    operations: ["tool-list-changed"],
    *check(call) {
      yield { message: "found", holes: { sink: call.api }, place: call.place };
    },
  },
});
