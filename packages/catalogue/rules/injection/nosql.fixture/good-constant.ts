import { MongoClient } from "mongodb";

const users = new MongoClient("mongodb://localhost").db("app").collection("users");
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("count", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  return { content: [{ type: "text", text: String(await users.countDocuments({ active: true })) }] };
});

await server.connect(new StdioServerTransport());
