import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool(
  "ping",
  {
    description: "Returns pong.",
    inputSchema: { city: z.string() },
  },
  async ({ city }) => ({ content: [{ type: "text", text: String(city) }] }),
);

server.registerPrompt(
  "summary",
  {
    description: "Summarises a text in three sentences.",
    argsSchema: { text: z.string().describe("Text to be summarised.") },
  },
  ({ text }) => ({ messages: [{ role: "user", content: { type: "text", text } }] }),
);

await server.connect(new StdioServerTransport());
