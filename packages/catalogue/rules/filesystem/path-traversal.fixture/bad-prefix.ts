import { writeFile } from "node:fs/promises";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

const root = "/srv/notes";

server.registerTool("write", { description: "Does one thing.", inputSchema: { name: z.string(), text: z.string() } }, async ({ name, text }) => {
  const target = path.resolve(root, name);
  if (!target.startsWith(root)) throw new Error("outside");
  await writeFile(target, text); // finds: filesystem/path-traversal
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
