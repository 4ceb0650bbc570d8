import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("add", { description: "Adds.", inputSchema: { text: z.string() } }, async (args) => {
  console.error("add was called");
  return { content: [{ type: "text", text: args.text }] };
});

await server.connect(new StdioServerTransport());
