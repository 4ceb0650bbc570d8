import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("find", { description: "Does one thing.", inputSchema: { pattern: z.string(), text: z.string() } }, async ({ pattern, text }) => {
  const found = new RegExp(pattern).test(text); // finds: resource/pattern-from-input
  return { content: [{ type: "text", text: String(found) }] };
});

await server.connect(new StdioServerTransport());
