import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("load", { description: "Does one thing.", inputSchema: { plugin: z.enum(["./csv.js", "./json.js"]) } }, async ({ plugin }) => {
  const loaded = await import(plugin);
  return { content: [{ type: "text", text: String(loaded.name) }] };
});

await server.connect(new StdioServerTransport());
