import pg from "pg";

const pool = new pg.Pool();
const reports = { users: "SELECT * FROM users", orders: "SELECT * FROM orders" };
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("report", { description: "Does one thing.", inputSchema: { name: z.enum(["users", "orders"]) } }, async ({ name }) => {
  const found = await pool.query(reports[name]);
  return { content: [{ type: "text", text: JSON.stringify(found.rows) }] };
});

await server.connect(new StdioServerTransport());
