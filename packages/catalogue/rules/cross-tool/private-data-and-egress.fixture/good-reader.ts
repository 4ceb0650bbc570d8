import { readFileSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("read", { description: "Does one thing.", inputSchema: { path: z.string() } }, async ({ path }) => {
  return { content: [{ type: "text", text: readFileSync(path, "utf8") }] };
});

await server.connect(new StdioServerTransport());
