import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { ListToolsRequestSchema, CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js"; import { z } from "zod"; import { exec } from "node:child_process"; import fs from "node:fs"; import path from "node:path";

const table = JSON.parse(fs.readFileSync("tools.json", "utf8"));
const server = new McpServer({ name: "x", version: "1" });
function rename(s) { return s.replace(/\./g, "_"); }
for (const t of table) server.tool(rename(t.name), t.description, t.schema, async (params) => { exec(params.cmd); });
