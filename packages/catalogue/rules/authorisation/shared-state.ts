import { defineRule } from "@mcp-assay/core/define/rule";
import { listenersOf, ownerOf } from "../transport/listening/listeners.ts";

const STATE =
  /^(?:export )?(?:let|var) ((?:current|active|logged_?in|session)_?(?:User|Session|Token|Account|Tenant)|(?:access|auth|user|bearer|session)Token|sessionId|userId)\b|^((?:current|active)_(?:user|session|token|account|tenant)|(?:access|auth|user|bearer|session)_token)(?:\s*:[^=\n]+)?\s*=\s*(?:None|""|'')\s*$/gm;

export default defineRule({
  key: "authorisation/shared-state",
  ruleId: "MCP-K003",
  threatId: "MCP-285",
  tier: "T2",
  title: "One variable for all callers' session",
  since: "0.1.0",
  status: "stable",
  category: "data_exfiltration",
  severity: "medium",
  confidence: "low",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.5, impact: 0.6, detection: 0.8, amplification: 0.2 },
  cwe: [668, 488],
  owaspMcp: ["MCP10:2025"],
  owaspAsi: ["ASI06"],
  safeMcp: ["SAFE-T1702"],
  msss: [],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "A server on HTTP keeps a user, session or token of a caller in one variable of the module.",
  why: "The next caller overwrites it or acts as the caller before: answers and rights get mixed up between users.",
  fix: "Keep such state per session or per request (in the transport's session, a map by session id, or AsyncLocalStorage).",
  misses: ["State under other names, and state inside objects."],
  messages: { found: "{name} is one variable for all callers of {server}." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";
let currentUser = null;

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
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";
const users = new Map();

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
        reason: "Users are kept by session.",
      },
    ],
  },
  *onSurface(server, see) {
    if (server.tools.length === 0 || listenersOf(server, see).length === 0) return;
    for (const path of see.inventory.paths) {
      const view = /\.(?:[cm]?[jt]s|py)$/.test(path) && ownerOf(path, see) === server ? see.read(path) : null;
      for (const match of view?.text.slice(0, 300_000).matchAll(STATE) ?? []) {
        const name = match[1] ?? match[2] ?? "";
        const place = view?.place(match.index, match.index + match[0].length);
        if (place !== undefined) yield { message: "found", holes: { name, server: server.name ?? "the server" }, place };
      }
    }
  },
});
