import { spawn } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("lint", { description: "Does one thing.", inputSchema: { files: z.array(z.string()) } }, async ({ files }) => {
  spawn("eslint", ["--fix", ...files]); // finds: injection/argument-option
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
