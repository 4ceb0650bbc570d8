import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("restore", { description: "Does one thing.", inputSchema: { state: z.string() } }, async ({ state }) => {
  return { content: [{ type: "text", text: String(JSON.parse(state)) }] };
});

await server.connect(new StdioServerTransport());
