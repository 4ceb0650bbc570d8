import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { Pool } from "pg";
import { z } from "zod";

const pool = new Pool();
const server = new McpServer({ name: "sample", version: "1.0.0" });

function limited(sql: string): string {
  return `SELECT * FROM (${sql.trim().replace(/;$/, "")}) AS part LIMIT 100`;
}

server.registerTool("explain", { description: "Explains.", inputSchema: { sql: z.string() } }, async ({ sql }) => {
  const { rows } = await pool.query(`EXPLAIN (FORMAT JSON) ${sql}`); // finds: injection/sql-statement-from-caller
  return { content: [{ type: "text", text: JSON.stringify(rows) }] };
});

server.registerTool("page", { description: "Reads.", inputSchema: { sql: z.string() } }, async ({ sql }) => {
  const { rows } = await pool.query(limited(sql)); // finds: injection/sql-statement-from-caller
  return { content: [{ type: "text", text: JSON.stringify(rows) }] };
});
