import Database from "better-sqlite3";

const db = new Database("app.db");
const columns = ["name", "created"];
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("list", { description: "Does one thing.", inputSchema: { column: z.string() } }, async ({ column }) => {
  if (!columns.includes(column)) throw new Error("unknown column");
  const rows = db.prepare("SELECT * FROM users ORDER BY " + column).all();
  return { content: [{ type: "text", text: JSON.stringify(rows) }] };
});

await server.connect(new StdioServerTransport());
