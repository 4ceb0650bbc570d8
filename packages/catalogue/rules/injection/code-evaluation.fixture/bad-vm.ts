import vm from "node:vm";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("script", { description: "Does one thing.", inputSchema: { source: z.string() } }, async ({ source }) => {
  const result = vm.runInNewContext(source, {}); // finds: injection/code-evaluation
  return { content: [{ type: "text", text: String(result) }] };
});

await server.connect(new StdioServerTransport());
