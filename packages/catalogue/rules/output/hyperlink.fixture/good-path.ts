import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("link", { description: "Does one thing.", inputSchema: { id: z.number() } }, async ({ id }) => {
  return { content: [{ type: "text", text: `[open](https://app.example.com/items/${id})` }] };
});

await server.connect(new StdioServerTransport());
