import { defineRule } from "@mcp-assay/core/define/rule";

const UNTRUSTED = new Set(["tool-input", "resource-uri", "prompt-argument", "http-request", "remote-content", "elicitation"]);

export default defineRule({
  key: "inner-model/sampling-system-prompt",
  ruleId: "MCP-H102",
  threatId: "MCP-270",
  tier: "T1",
  title: "Caller's text among the instructions of a sampling request",
  since: "0.1.0",
  status: "stable",
  category: "prompt_injection",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.7, impact: 0.5, detection: 0.9, amplification: 0.9 },
  cwe: [1427],
  owaspMcp: ["MCP06:2025"],
  owaspAsi: ["ASI01"],
  safeMcp: ["SAFE-T1112"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:N/SC:H/SI:H/SA:N",
  what: "Text of a caller becomes the system text of a sampling request to the client's model.",
  why: "The user's own model takes the text for instructions, outside of the conversation that the user sees.",
  fix: "Keep the system text fixed, and pass the caller's text as a user message.",
  misses: ["Requests that are built by hand."],
  messages: { found: "{sink} gets a system text that holds text of the caller." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("answer", { inputSchema: { style: z.string() } }, async ({ style }) => {
  await server.server.createMessage({ maxTokens: 100, systemPrompt: \`You write like \${style}\`, messages: [] });
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
server.registerTool("answer", { inputSchema: { question: z.string() } }, async ({ question }) => {
  await server.server.createMessage({ maxTokens: 100, systemPrompt: "You answer briefly.", messages: [{ role: "user", content: { type: "text", text: question } }] });
  return { content: [] };
});
`,
        reason: "The system text is fixed.",
      },
    ],
  },
  onCall: {
    operations: ["sampling"],
    *check(call) {
      const sources = call.roles.system?.sources ?? [];
      if (sources.some((kind) => UNTRUSTED.has(kind))) yield { message: "found", holes: { sink: call.api }, place: call.place };
    },
  },
});
