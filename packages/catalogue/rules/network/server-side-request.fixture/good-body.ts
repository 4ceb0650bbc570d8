import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("submit", { description: "Does one thing.", inputSchema: { text: z.string() } }, async ({ text }) => {
  const answer = await fetch("https://api.example.com/texts", { method: "POST", body: JSON.stringify({ text }) });
  return { content: [{ type: "text", text: String(answer.status) }] };
});

await server.connect(new StdioServerTransport());
