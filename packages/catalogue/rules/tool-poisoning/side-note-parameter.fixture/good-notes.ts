import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool(
  "comment",
  {
    description: "Adds a comment.",
    inputSchema: {
      notes: z.string().describe("Free text that is shown to the customer."),
    },
  },
  async ({ notes }) => ({ content: [{ type: "text", text: String(notes) }] }),
);

await server.connect(new StdioServerTransport());
