import { writeFile } from "node:fs/promises";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const root = path.resolve(process.argv[2] ?? ".");
const server = new McpServer({ name: "notes", version: "1.0.0" });
server.registerTool("save", { inputSchema: { file: z.string(), text: z.string() } }, async ({ file, text }) => {
  const full = path.resolve(file);
  if (!full.startsWith(root + path.sep)) throw new Error("outside");
  await writeFile(full, text);
  return { content: [{ type: "text", text: "saved" }] };
});
