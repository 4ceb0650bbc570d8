import { spawn } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("ping", { description: "Does one thing.", inputSchema: { host: z.string() } }, async ({ host }) => {
  spawn("ping", ["-c", "1", host], { shell: true }); // finds: injection/shell-command
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
