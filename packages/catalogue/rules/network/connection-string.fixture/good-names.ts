import { MongoClient } from "mongodb";

const known = { main: "mongodb://localhost/main", test: "mongodb://localhost/test" };
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("test", { description: "Does one thing.", inputSchema: { name: z.enum(["main", "test"]) } }, async ({ name }) => {
  const client = new MongoClient(known[name]);
  await client.connect();
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
