import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("explain", { description: "Does one thing.", inputSchema: { text: z.string() } }, async ({ text }) => {
  const answer = await server.server.createMessage({ maxTokens: 300, messages: [{ role: "user", content: { type: "text", text } }] });
  return { content: [{ type: "text", text: String(answer.content) }] };
});

await server.connect(new StdioServerTransport());
