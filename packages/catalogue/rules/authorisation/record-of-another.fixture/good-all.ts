import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";
import pg from "pg";
import { z } from "zod";

const pool = new pg.Pool();

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("invoice", { description: "Shows.", inputSchema: { id: z.string() } }, async ({ id }) => {
  const found = await pool.query("SELECT name FROM products WHERE price < $1", [id]);
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
