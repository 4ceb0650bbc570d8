import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool(
  "flags",
  {
    description: "Shows a flag, such as 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}.",
    inputSchema: { city: z.string() },
  },
  async ({ city }) => ({ content: [{ type: "text", text: String(city) }] }),
);

await server.connect(new StdioServerTransport());
