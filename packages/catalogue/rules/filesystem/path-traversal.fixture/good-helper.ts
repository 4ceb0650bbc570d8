import { writeFile } from "node:fs/promises";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

const root = "/srv/notes";

function inside(name: string): string {
  const target = path.resolve(root, name);
  const relative = path.relative(root, target);
  if (relative.startsWith("..") || path.isAbsolute(relative)) throw new Error("outside");
  return target;
}

server.registerTool("write", { description: "Does one thing.", inputSchema: { name: z.string(), text: z.string() } }, async ({ name, text }) => {
  await writeFile(inside(name), text);
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
