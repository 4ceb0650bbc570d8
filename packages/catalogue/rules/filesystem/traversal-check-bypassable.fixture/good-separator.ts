import { readFile } from "node:fs/promises";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("read", { description: "Does one thing.", inputSchema: { name: z.string() } }, async ({ name }) => {
  const file = path.resolve("/srv/notes", name);
  if (!file.startsWith("/srv/notes/")) throw new Error("outside");
  const text = await readFile(file, "utf8");
  return { content: [{ type: "text", text }] };
});

await server.connect(new StdioServerTransport());
