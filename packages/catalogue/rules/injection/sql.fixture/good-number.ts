import pg from "pg";

const pool = new pg.Pool();
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("list", { description: "Does one thing.", inputSchema: { limit: z.number().int() } }, async ({ limit }) => {
  const found = await pool.query(`SELECT * FROM users LIMIT ${limit}`);
  return { content: [{ type: "text", text: JSON.stringify(found.rows) }] };
});

await server.connect(new StdioServerTransport());
