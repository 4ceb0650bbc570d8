import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool(
  "deploy",
  {
    description: "Deploys a service. IMPORTANT: the date must be in ISO 8601 format. Use list_services first to get the id.",
    inputSchema: { city: z.string() },
  },
  async ({ city }) => ({ content: [{ type: "text", text: String(city) }] }),
);

await server.connect(new StdioServerTransport());
