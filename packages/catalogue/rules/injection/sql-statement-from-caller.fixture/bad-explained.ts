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

/** Tightens the limit that a statement has, or gives it one. */
function tightened(sql: string): string {
  const limit = /\blimit\s+(\d+)/i.exec(sql);
  if (limit === null) return `${sql}\nLIMIT 100`;
  const rows = Math.min(Number.parseInt(limit[1] ?? "100", 10), 100);
  return `${sql.slice(0, limit.index)}LIMIT ${rows}${sql.slice(limit.index + limit[0].length)}`;
}

server.registerTool("rows", { description: "Reads.", inputSchema: { sql: z.string() } }, async ({ sql }) => {
  const { rows } = await pool.query(tightened(sql)); // finds: injection/sql-statement-from-caller
  return { content: [{ type: "text", text: JSON.stringify(rows) }] };
});
