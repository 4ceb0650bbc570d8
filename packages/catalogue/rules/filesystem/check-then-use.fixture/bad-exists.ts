import fs from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("read", { description: "Does one thing.", inputSchema: { file: z.string() } }, async ({ file }) => {
  if (!fs.existsSync(file)) throw new Error("missing");
  const text = fs.readFileSync(file, "utf8"); // finds: filesystem/check-then-use
  return { content: [{ type: "text", text }] };
});

await server.connect(new StdioServerTransport());
