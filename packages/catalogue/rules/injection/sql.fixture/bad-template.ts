import pg from "pg";

const pool = new pg.Pool();
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("find", { description: "Does one thing.", inputSchema: { name: z.string() } }, async ({ name }) => {
  const found = await pool.query(`SELECT * FROM users WHERE name = '${name}'`); // finds: injection/sql
  return { content: [{ type: "text", text: JSON.stringify(found.rows) }] };
});

await server.connect(new StdioServerTransport());
