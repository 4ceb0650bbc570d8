import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { ListToolsRequestSchema, CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js"; import { z } from "zod"; import { exec } from "node:child_process"; import fs from "node:fs"; import path from "node:path";

const navigate = { schema: { name: "nav", description: "d", inputSchema: { type: "object" } }, handle: async (context, params) => { exec(params.url); } };
const click = { schema: { name: "click", description: "d", inputSchema: { type: "object" } }, handle: async (context, params) => { exec(params.sel); } };
const common = [navigate];
const snapshot = [...common, click];
async function createServerWithTools(options) {
  const { name, version, tools } = options;
  const server = new Server({ name, version }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: tools.map((tool) => tool.schema) }));
  server.setRequestHandler(CallToolRequestSchema, async (request) => {
    const tool = tools.find((tool) => tool.schema.name === request.params.name);
    if (!tool) return { isError: true };
    return await tool.handle({}, request.params.arguments);
  });
  return server;
}
async function main() { const s = await createServerWithTools({ name: "x", version: "1", tools: snapshot }); }
main();
