import { execFileSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("log", { description: "Does one thing.", inputSchema: { author: z.string() } }, async ({ author }) => {
  const text = execFileSync("git", ["log", `--author=${author}`], { encoding: "utf8" });
  return { content: [{ type: "text", text }] };
});

await server.connect(new StdioServerTransport());
