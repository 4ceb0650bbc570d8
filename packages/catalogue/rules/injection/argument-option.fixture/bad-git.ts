import { execFileSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("diff", { description: "Does one thing.", inputSchema: { target: z.string() } }, async ({ target }) => {
  const text = execFileSync("git", ["diff", target], { encoding: "utf8" }); // finds: injection/argument-option
  return { content: [{ type: "text", text }] };
});

await server.connect(new StdioServerTransport());
