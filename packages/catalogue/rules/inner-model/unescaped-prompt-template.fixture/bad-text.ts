import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

// misses: inner-model/unescaped-prompt-template
server.registerPrompt("summarise", { argsSchema: { text: z.string() } }, ({ text }) => {
  return { messages: [{ role: "user", content: { type: "text", text: `Summarise this: ${text}` } }] };
});

await server.connect(new StdioServerTransport());
