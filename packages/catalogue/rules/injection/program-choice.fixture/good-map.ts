import { spawn } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

const programs = { git: "/usr/bin/git", node: "/usr/bin/node" } as const;

server.registerTool("version", { description: "Does one thing.", inputSchema: { name: z.enum(["git", "node"]) } }, async ({ name }) => {
  spawn(programs[name], ["--version"]);
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
