import { readFileSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("show", { description: "Shows.", inputSchema: { name: z.string() }, annotations: { readOnlyHint: true } }, async ({ name }) => {
  return { content: [{ type: "text", text: readFileSync(name, "utf8") }] };
});

await server.connect(new StdioServerTransport());
