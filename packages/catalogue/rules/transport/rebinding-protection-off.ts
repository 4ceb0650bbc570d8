import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "transport/rebinding-protection-off",
  ruleId: "MCP-F004",
  threatId: "MCP-268",
  tier: "T1",
  title: "Protection against DNS rebinding switched off",
  since: "0.1.0",
  status: "stable",
  category: "transport",
  severity: "medium",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.5, impact: 0.6, detection: 0.8, amplification: 0.2 },
  cwe: [350, 346],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1005", "SAFE-T1704"],
  msss: [],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:L/SC:L/SI:L/SA:N",
  what: "The HTTP transport is created with its check of Host and Origin switched off.",
  why: "A web page can then reach the server in the user's browser under a name of its own.",
  fix: "Leave the protection on and list the hosts and origins that may call.",
  misses: ["A switch that is read from configuration."],
  messages: { found: "{sink} is created with its protection against DNS rebinding off." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("hello", { description: "Greets." }, async () => ({ content: [{ type: "text", text: "hello" }] }));

const app = express();

app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableDnsRebindingProtection: false });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(3000);
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("hello", { description: "Greets." }, async () => ({ content: [{ type: "text", text: "hello" }] }));

const app = express();

app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableDnsRebindingProtection: true, allowedHosts: ["localhost:3000"] });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(3000);
`,
        reason: "The protection is on.",
      },
    ],
  },
  onCall: {
    operations: ["transport"],
    *check(call) {
      const constants = call.roles["rebinding-protection"]?.constants ?? [];
      if (constants.length > 0 && constants.every((value) => value === false))
        yield { message: "found", holes: { sink: call.api }, place: call.place };
    },
  },
});
