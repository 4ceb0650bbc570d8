import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("find", { description: "Does one thing.", inputSchema: { word: z.string(), text: z.string() } }, async ({ word, text }) => {
  return { content: [{ type: "text", text: String(text.includes(word)) }] };
});

await server.connect(new StdioServerTransport());
