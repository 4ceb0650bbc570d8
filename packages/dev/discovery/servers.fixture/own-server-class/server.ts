import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { ListToolsRequestSchema, CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js"; import { z } from "zod"; import { exec } from "node:child_process"; import fs from "node:fs"; import path from "node:path";

class Mine extends McpServer { constructor() { super({ name: "x", version: "1" }); this.setup(); }
  override tool(name: string, ...rest: any[]) { console.error(name); return super.tool(name, ...rest); }
  private setup() { this.tool("one", { cmd: z.string() }, async ({ cmd }) => { exec(cmd); }); } }
new Mine();
