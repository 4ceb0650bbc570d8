import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("calculate", { description: "Does one thing.", inputSchema: { value: z.number() } }, async ({ value }) => {
  const double = new Function("x", "return x * 2");
  return { content: [{ type: "text", text: String(double(value)) }] };
});

await server.connect(new StdioServerTransport());
