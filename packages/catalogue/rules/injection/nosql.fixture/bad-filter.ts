import { MongoClient } from "mongodb";

const users = new MongoClient("mongodb://localhost").db("app").collection("users");
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("find", { description: "Does one thing.", inputSchema: { filter: z.record(z.any()) } }, async ({ filter }) => {
  const rows = await users.find(filter).toArray(); // finds: injection/nosql
  return { content: [{ type: "text", text: JSON.stringify(rows) }] };
});

await server.connect(new StdioServerTransport());
