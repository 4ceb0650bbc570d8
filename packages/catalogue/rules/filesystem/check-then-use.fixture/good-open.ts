import fs from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("read", { description: "Does one thing.", inputSchema: { file: z.string() } }, async ({ file }) => {
  const text = fs.readFileSync(file, "utf8");
  return { content: [{ type: "text", text }] };
});

await server.connect(new StdioServerTransport());
