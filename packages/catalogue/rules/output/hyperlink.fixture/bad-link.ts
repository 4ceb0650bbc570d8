import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("link", { description: "Does one thing.", inputSchema: { host: z.string() } }, async ({ host }) => {
  return { content: [{ type: "text", text: `[open](https://${host}/login)` }] }; // finds: output/hyperlink
});

await server.connect(new StdioServerTransport());
