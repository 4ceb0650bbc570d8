import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("history", { description: "Does one thing.", inputSchema: { branch: z.enum(["main", "next"]) } }, async ({ branch }) => {
  const log = execSync("git log " + branch, { encoding: "utf8" });
  return { content: [{ type: "text", text: log }] };
});

await server.connect(new StdioServerTransport());
