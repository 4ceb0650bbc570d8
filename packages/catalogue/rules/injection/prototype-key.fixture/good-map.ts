import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

const settings = new Map<string, string>();

server.registerTool("set", { description: "Does one thing.", inputSchema: { name: z.string(), value: z.string() } }, async ({ name, value }) => {
  settings.set(name, value);
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
