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

server.registerResource(
  "handbook",
  "docs://handbook",
  { description: "The handbook of the project, in Markdown.", mimeType: "text/plain" },
  async (uri) => ({ contents: [{ uri: uri.href, text: "Handbook" }] }),
);

await server.connect(new StdioServerTransport());
