import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

const allowed = ["ls", "cat", "wc"];

server.registerTool("run", { description: "Does one thing.", inputSchema: { command: z.string() } }, async ({ command }) => {
  if (!allowed.includes(command.split(" ")[0] ?? "")) throw new Error("not allowed");
  return { content: [{ type: "text", text: execSync(command).toString() }] }; // finds: injection/shell-command
});

await server.connect(new StdioServerTransport());
