import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

const operators: Record<string, (a: number, b: number) => number> = { add: (a, b) => a + b, sub: (a, b) => a - b };

server.registerTool("calculate", { description: "Does one thing.", inputSchema: { operator: z.enum(["add", "sub"]), a: z.number(), b: z.number() } }, async ({ operator, a, b }) => {
  return { content: [{ type: "text", text: String(operators[operator]?.(a, b)) }] };
});

await server.connect(new StdioServerTransport());
