import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("history", { description: "Does one thing.", inputSchema: { count: z.number() } }, async ({ count }) => {
  return { content: [{ type: "text", text: execSync(`git log -n ${count}`).toString() }] };
});

await server.connect(new StdioServerTransport());
