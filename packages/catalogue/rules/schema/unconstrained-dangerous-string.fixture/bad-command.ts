import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

// finds: schema/unconstrained-dangerous-string
server.registerTool("run", { description: "Queues.", inputSchema: { command: z.string() } }, async ({ command }) => {
  return { content: [{ type: "text", text: command.slice(0, 10) }] };
});

await server.connect(new StdioServerTransport());
