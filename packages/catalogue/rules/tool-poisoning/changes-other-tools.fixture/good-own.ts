import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool(
  "replace_note",
  {
    description: "Replaces the text of a note. Use get_note first to read it.",
    inputSchema: { city: z.string() },
  },
  async ({ city }) => ({ content: [{ type: "text", text: String(city) }] }),
);

server.registerTool("get_note", { description: "Reads a note.", inputSchema: { id: z.string() } }, async ({ id }) => ({ content: [{ type: "text", text: id }] }));

await server.connect(new StdioServerTransport());
