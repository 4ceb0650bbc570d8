import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

// finds: secrets/secret-named-parameter
server.registerTool("login", { description: "Logs in.", inputSchema: { user: z.string(), apiKey: z.string() } }, async ({ user }) => {
  return { content: [{ type: "text", text: user }] };
});

await server.connect(new StdioServerTransport());
