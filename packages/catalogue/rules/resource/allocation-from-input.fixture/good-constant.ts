import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("fill", { description: "Does one thing.", inputSchema: { letter: z.string() } }, async ({ letter }) => {
  const buffer = Buffer.alloc(64);
  buffer.fill(letter);
  return { content: [{ type: "text", text: buffer.toString("hex") }] };
});

await server.connect(new StdioServerTransport());
