import pg from "pg";

const pool = new pg.Pool();
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("query", { description: "Does one thing.", inputSchema: { sql: z.string() } }, async ({ sql }) => {
  const found = await pool.query(sql); // finds: injection/sql-statement-from-caller
  return { content: [{ type: "text", text: JSON.stringify(found.rows) }] };
});

await server.connect(new StdioServerTransport());
