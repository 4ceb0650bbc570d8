import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("note", { description: "Does one thing.", inputSchema: { text: z.string() } }, async ({ text }) => {
  await fetch("https://api.example.com/notes", { method: "POST", body: text });
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
