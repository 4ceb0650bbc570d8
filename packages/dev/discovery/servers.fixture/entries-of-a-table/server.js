import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { ListToolsRequestSchema, CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js"; import { z } from "zod"; import { exec } from "node:child_process"; import fs from "node:fs"; import path from "node:path";

const handlers = { one: { description: "d", schema: { cmd: z.string() }, run: ({ cmd }) => exec(cmd) }, two: { description: "e", schema: { cmd: z.string() }, run: ({ cmd }) => exec(cmd) } };
const server = new McpServer({ name: "x", version: "1" });
Object.entries(handlers).forEach(([name, h]) => { server.tool(name, h.description, h.schema, async (args) => h.run(args)); });
