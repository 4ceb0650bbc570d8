import { writeFile } from "node:fs/promises";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.registerTool("save", { inputSchema: { file: z.string(), text: z.string() } }, async ({ file, text }) => {
  await writeFile(file, text); // finds: filesystem/unrestricted-path
  return { content: [{ type: "text", text: "saved" }] };
});
