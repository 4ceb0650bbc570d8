import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { ListToolsRequestSchema, CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js"; import { z } from "zod"; import { exec } from "node:child_process"; import fs from "node:fs"; import path from "node:path";

import { fileURLToPath } from "node:url";
const dir = path.join(path.dirname(fileURLToPath(import.meta.url)), "tools");
const server = new McpServer({ name: "x", version: "1" });
for (const file of fs.readdirSync(dir).filter((f) => f.endsWith(".js"))) {
  const mod = await import(path.join(dir, file));
  const tool = mod.default;
  server.registerTool(tool.definition.name, { description: tool.definition.description, inputSchema: tool.definition.inputSchema }, tool.execute);
}
