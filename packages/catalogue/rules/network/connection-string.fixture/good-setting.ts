import { MongoClient } from "mongodb";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("test", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  const client = new MongoClient(process.env.MONGO_URL ?? "");
  await client.connect();
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
