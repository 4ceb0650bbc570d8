import { defineRule } from "@mcp-assay/core/define/rule";
import { asksWhoCalls } from "../transport/listening/callers.ts";
import { listenersOf } from "../transport/listening/listeners.ts";

const BY_ID = /\bwhere\b[^;]{0,200}?\b\w*id\s*=/i;
const OWNER = /\b(?:owner|user|tenant|account|org(?:anization)?|principal|created_by|customer)_?(?:id)?\b/i;

export default defineRule({
  key: "authorisation/record-of-another",
  ruleId: "MCP-K001",
  threatId: "MCP-045",
  tier: "T2",
  title: "Record read by an id that the caller gives",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "low",
  confidence: "low",
  audience: "auditor",
  dimensions: { scope: 0.5, exploitability: 0.5, impact: 0.6, detection: 0.8, amplification: 0.5 },
  cwe: [639],
  owaspMcp: ["MCP07:2025", "MCP10:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1302"],
  msss: ["MCP-AUTHZ-04"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "A server with authenticated callers reads database rows by an id out of the arguments, and nothing of the caller's identity is part of the query.",
  why: "Every caller can read every other caller's records by trying ids.",
  fix: "Add the caller's own id, from the verified token, to the condition of the query.",
  misses: ["Row-level security in the database, and checks after the query."],
  messages: { found: "{tool} reads rows by its argument; the query does not know who is calling." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";
import pg from "pg";
import { z } from "zod";
const pool = new pg.Pool();

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("invoice", { inputSchema: { id: z.string() } }, async ({ id }) => {
  const found = await pool.query("SELECT * FROM invoices WHERE id = $1", [id]);
  return { content: [{ type: "text", text: JSON.stringify(found.rows) }] };
});

const app = express();
app.use((req, res, next) => (req.headers.authorization ? next() : res.status(401).end()));

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
        code: `import pg from "pg";
const pool = new pg.Pool();
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("invoice", { inputSchema: { id: z.string() } }, async ({ id }) => {
  const found = await pool.query("SELECT * FROM invoices WHERE id = $1", [id]);
  return { content: [{ type: "text", text: JSON.stringify(found.rows) }] };
});
`,
        reason: "The server runs for one user on that user's machine.",
      },
    ],
  },
  *onSurface(server, see) {
    if (listenersOf(server, see).length === 0 || !asksWhoCalls(server, see)) return;
    for (const tool of server.tools) {
      for (const { kind, roles, place } of see.operationsOf(tool)) {
        const texts = roles.statement?.constants?.filter((text) => typeof text === "string") ?? [];
        if (kind !== "database-query" || !texts.some((text) => BY_ID.test(text) && !OWNER.test(text))) continue;
        yield { message: "found", holes: { tool: tool.name }, place, tool: tool.name };
      }
    }
  },
});
