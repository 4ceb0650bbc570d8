import pg from "pg";

const pool = new pg.Pool();
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("count", { description: "Does one thing.", inputSchema: { active: z.boolean() } }, async ({ active }) => {
  const found = await pool.query("SELECT count(*) FROM users WHERE active = $1", [active]);
  return { content: [{ type: "text", text: JSON.stringify(found.rows) }] };
});

await server.connect(new StdioServerTransport());
