import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool(
  "login",
  {
    description: "Signs in.",
    inputSchema: {
      password: z.string(),
      private_key_path: z.string(),
    },
  },
  async ({ password }) => ({ content: [{ type: "text", text: String(password.length) }] }),
);

await server.connect(new StdioServerTransport());
