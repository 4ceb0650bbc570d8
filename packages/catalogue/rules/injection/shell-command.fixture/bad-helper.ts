import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

function runGit(args: string): string {
  return execSync("git " + args, { encoding: "utf8" }); // finds: injection/shell-command
}

server.registerTool("history", { description: "Does one thing.", inputSchema: { branch: z.string() } }, async ({ branch }) => {
  const log = runGit("log " + branch);
  return { content: [{ type: "text", text: log }] };
});

await server.connect(new StdioServerTransport());
