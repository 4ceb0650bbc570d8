import { defineRule } from "@mcp-assay/core/define/rule";
import { asksWhoCalls, checksOrigin } from "./listening/callers.ts";
import { listenersOf } from "./listening/listeners.ts";
export default defineRule({
  key: "transport/local-http-without-authentication",
  ruleId: "MCP-F002",
  threatId: "MCP-268",
  tier: "T1",
  title: "Local HTTP server that any web page can call",
  since: "0.1.0",
  status: "stable",
  category: "transport",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.5, impact: 0.6, detection: 0.8, amplification: 0.2 },
  cwe: [346, 306],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1005", "SAFE-T1704"],
  msss: [],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:L/SC:L/SI:L/SA:N",
  what: "A server offers its tools over HTTP on the local machine, without authentication, and checks neither Host nor Origin.",
  why: "A web page that the user opens can point a name of its own at 127.0.0.1 (DNS rebinding) and then call the tools from the user's own browser.",
  fix: "Switch on the transport's protection with the allowed hosts, or compare the Host and Origin headers with a list, or ask for a token.",
  misses: ["Protection that the installed version of the SDK switches on by itself.", "A proxy that checks the headers."],
  messages: { found: "The server {name} listens on {host} without a token and without a check of Host or Origin." },
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
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(3000, "127.0.0.1");
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
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableDnsRebindingProtection: true, allowedHosts: ["127.0.0.1:3000"] });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(3000, "127.0.0.1");
`,
        reason: "The transport refuses requests for other hosts.",
      },
    ],
  },
  *onSurface(server, see) {
    if (server.tools.length === 0) return;
    const listeners = listenersOf(server, see);
    const local = listeners.find(({ reach }) => reach === "loopback");
    const elsewhere = listeners.some(({ reach }) => reach !== "loopback");
    if (local === undefined || elsewhere || asksWhoCalls(server, see) || checksOrigin(server, see)) return;
    yield { message: "found", holes: { name: server.name ?? "(no name)", host: local.host }, place: local.place };
  },
});
