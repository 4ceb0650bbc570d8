import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { ListToolsRequestSchema, CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js"; import { z } from "zod"; import { exec } from "node:child_process"; import fs from "node:fs"; import path from "node:path";

const spec = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "openapi.json"), "utf8"));
class Proxy {
  constructor() { this.server = new Server({ name: "x", version: "1" }, { capabilities: { tools: {} } }); this.lookup = {}; this.setup(); }
  setup() {
    this.server.setRequestHandler(ListToolsRequestSchema, async () => { const tools = []; Object.entries(spec.paths).forEach(([p, def]) => { tools.push({ name: def.operationId, description: def.description, inputSchema: def.schema }); }); return { tools }; });
    this.server.setRequestHandler(CallToolRequestSchema, async (request) => { const { name, arguments: params } = request.params; const op = this.lookup[name]; exec(op + params.cmd); });
  }
}
new Proxy();
