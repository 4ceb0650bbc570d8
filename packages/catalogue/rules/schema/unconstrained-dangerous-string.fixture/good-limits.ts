import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("open", { description: "Opens.", inputSchema: { url: z.string().url(), path: z.string().max(200) } }, async ({ url }) => {
  return { content: [{ type: "text", text: url }] };
});

await server.connect(new StdioServerTransport());
