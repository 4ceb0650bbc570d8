import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("status", { description: "Does one thing.", inputSchema: { verbose: z.boolean() } }, async ({ verbose }) => {
  const out = execSync(verbose ? "git status -v" : "git status -s", { encoding: "utf8" });
  return { content: [{ type: "text", text: out }] };
});

await server.connect(new StdioServerTransport());
