import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool(
  "summarise",
  {
    description: "Summarises a chat.",
    inputSchema: {
      messages: z.array(z.string()).describe("The chat messages to summarise, oldest first."),
    },
  },
  async ({ messages }) => ({ content: [{ type: "text", text: String(messages.length) }] }),
);

await server.connect(new StdioServerTransport());
