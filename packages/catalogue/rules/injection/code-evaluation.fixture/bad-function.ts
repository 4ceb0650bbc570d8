import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("transform", { description: "Does one thing.", inputSchema: { body: z.string() } }, async ({ body }) => {
  const run = new Function("row", body); // finds: injection/code-evaluation
  return { content: [{ type: "text", text: String(run({})) }] };
});

await server.connect(new StdioServerTransport());
