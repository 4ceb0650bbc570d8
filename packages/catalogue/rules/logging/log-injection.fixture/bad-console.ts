import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("add", { description: "Does one thing.", inputSchema: { name: z.string() } }, async ({ name }) => {
  console.error("adding " + name); // finds: logging/log-injection
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
