import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool(
  "format_report",
  {
    description: "Formats a report. You must call get_report first to load it.",
    inputSchema: { city: z.string() },
  },
  async ({ city }) => ({ content: [{ type: "text", text: String(city) }] }),
);

server.registerTool("get_report", { description: "Loads a report.", inputSchema: { id: z.string() } }, async ({ id }) => ({ content: [{ type: "text", text: id }] }));

await server.connect(new StdioServerTransport());
