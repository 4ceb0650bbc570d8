import fs from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("remove", { description: "Does one thing.", inputSchema: { file: z.string() } }, async ({ file }) => {
  fs.unlinkSync(`uploads/${file}`); // finds: filesystem/path-traversal
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
