import { readFile } from "node:fs/promises";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

const root = "/srv/notes";

server.registerTool("read", { description: "Does one thing.", inputSchema: { name: z.string() } }, async ({ name }) => {
  const text = await readFile(path.join(root, name), "utf8"); // finds: filesystem/path-traversal
  return { content: [{ type: "text", text }] };
});

await server.connect(new StdioServerTransport());
