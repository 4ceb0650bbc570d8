import { MongoClient } from "mongodb";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("test", { description: "Does one thing.", inputSchema: { uri: z.string() } }, async ({ uri }) => {
  const client = new MongoClient(uri); // finds: network/connection-string
  await client.connect();
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
