import { defineRule } from "@mcp-assay/core/define/rule";
import { asksWhoCalls } from "../transport/listening/callers.ts";
import { listenersOf, ownerOf } from "../transport/listening/listeners.ts";
export default defineRule({
  key: "auth/shared-credential",
  ruleId: "MCP-F022",
  threatId: "MCP-047",
  tier: "T2",
  title: "Everybody acts with the server's own credential",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "medium",
  confidence: "low",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.5, impact: 0.6, detection: 0.8, amplification: 0.4 },
  cwe: [441],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1307"],
  msss: ["MCP-AUTHZ-01"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "Tools of a server that others reach over HTTP call a service with one credential of the server, and nothing in the code looks at who is asking.",
  why: "The service sees the server, not the caller: every caller can do what the server may do (a confused deputy).",
  fix: "Authenticate the caller and act with a credential of the caller's own, or limit the server's credential to what every caller may do.",
  misses: ["Services that hold nothing private.", "Authorisation in a gateway."],
  messages: { found: "Tools of {name} use {source} for every caller on the network." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("hello", { description: "Greets." }, async () => {
  const answer = await fetch("https://api.example.com", { headers: { Authorization: process.env.API_TOKEN } });
  return { content: [{ type: "text", text: await answer.text() }] };
});

const app = express();

app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
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
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(3000);
`,
        reason: "No credential is used.",
      },
    ],
  },
  *onSurface(server, see) {
    const open = listenersOf(server, see).some(({ reach }) => reach !== "loopback");
    if (server.tools.length === 0 || !open || asksWhoCalls(server, see)) return;
    const used = see.operations.find(
      ({ kind, roles, entries, place }) =>
        kind === "http-request" &&
        entries.some((entry) => entry.kind === "tool") &&
        roles.headers?.sources.includes("secret") === true &&
        ownerOf(place.file, see) === server,
    );
    if (used !== undefined)
      yield { message: "found", holes: { name: server.name ?? "(no name)", source: "one credential" }, place: used.place };
  },
});
