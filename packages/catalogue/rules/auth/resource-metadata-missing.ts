import { defineRule } from "@mcp-assay/core/define/rule";
import { codeOf } from "../transport/listening/callers.ts";
import { listenersOf } from "../transport/listening/listeners.ts";
export default defineRule({
  key: "auth/resource-metadata-missing",
  ruleId: "MCP-F011",
  threatId: "MCP-277",
  tier: "T1",
  title: "Clients cannot find where to log in",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "low",
  confidence: "medium",
  audience: "auditor",
  dimensions: { scope: 0.2, exploitability: 0.2, impact: 0.2, detection: 0.4, amplification: 0.1 },
  cwe: [1390],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1306"],
  msss: [],
  cvss: "AV:L/AC:H/AT:P/PR:L/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
  what: "A server on HTTP checks tokens and publishes no protected-resource metadata (RFC 9728).",
  why: "Clients then guess the authorization server, or are told by hand, and can be sent to a false one. The MCP specification requires the document.",
  fix: "Serve /.well-known/oauth-protected-resource and name it in the WWW-Authenticate header of a 401 answer.",
  misses: ["Metadata that a gateway serves."],
  messages: { found: "The server {name} checks bearer tokens and has no /.well-known/oauth-protected-resource." },
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
app.use((req, res, next) => {
  if (!req.headers.authorization?.startsWith("Bearer ")) return res.status(401).end();
  next();
});

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
app.get("/.well-known/oauth-protected-resource", (req, res) => res.json({ resource: "https://mcp.example.com", authorization_servers: ["https://login.example.com"] }));
app.use((req, res, next) => {
  if (!req.headers.authorization?.startsWith("Bearer ")) return res.status(401).end();
  next();
});

app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(3000);
`,
        reason: "The document is served.",
      },
    ],
  },
  *onSurface(server, see) {
    const place = listenersOf(server, see)[0]?.place;
    if (server.tools.length === 0 || place === undefined) return;
    const code = codeOf(server, see);
    if (!code.some((text) => /[Bb]earer /.test(text) && /authorization/i.test(text) && /\b401\b/.test(text))) return;
    if (
      code.some((text) =>
        /oauth-protected-resource|mcpAuth(?:Metadata)?Router|ProtectedResource|AuthSettings|RemoteAuthProvider|OAuthProxy/.test(text),
      )
    )
      return;
    yield { message: "found", holes: { name: server.name ?? "(no name)" }, place };
  },
});
