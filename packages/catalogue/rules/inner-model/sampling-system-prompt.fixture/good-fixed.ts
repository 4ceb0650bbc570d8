import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("answer", { description: "Does one thing.", inputSchema: { question: z.string() } }, async ({ question }) => {
  await server.server.createMessage({ maxTokens: 100, systemPrompt: "You answer briefly.", messages: [{ role: "user", content: { type: "text", text: question } }] });
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
