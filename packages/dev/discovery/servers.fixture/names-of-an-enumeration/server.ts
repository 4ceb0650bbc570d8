import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { ListToolsRequestSchema, CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js"; import { z } from "zod"; import { exec } from "node:child_process"; import fs from "node:fs"; import path from "node:path";

enum Names { Get = "GET_IT" }
const schemas = { [Names.Get]: z.object({ cmd: z.string() }) };
const server = new Server({ name: "x", version: "1" }, { capabilities: {} });
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [{ name: Names.Get, description: "d", inputSchema: zodToJsonSchema(schemas[Names.Get]) }] }));
const run: Record<Names, (a: any) => any> = { [Names.Get]: async (a) => exec(a.cmd) };
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => { const n = params.name as Names; return run[n](schemas[n].parse(params.arguments)); });
