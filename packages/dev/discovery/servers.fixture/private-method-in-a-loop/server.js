import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { ListToolsRequestSchema, CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js"; import { z } from "zod"; import { exec } from "node:child_process"; import fs from "node:fs"; import path from "node:path";

import * as a from "./tools/a.js";
function createTools(args) { const raw = [...Object.values(a)]; const tools = []; for (const t of raw) { if (typeof t === "function") tools.push(t(args)); else tools.push(t); } tools.sort((x, y) => x.name.localeCompare(y.name)); return tools; }
class Handler { constructor(tool) { this.tool = tool; this.handle = this.handle.bind(this); } async handle(params) { return this.tool.handler({ params }, {}); } }
class Own { constructor(args) { this.server = new McpServer({ name: "x", version: "1" }); this.#init(args); }
  #init(args) { for (const tool of createTools(args)) this.#register(tool); }
  #register(tool) { const h = new Handler(tool); this.server.registerTool(tool.name, { description: tool.description, inputSchema: tool.schema }, h.handle); } }
new Own({});
