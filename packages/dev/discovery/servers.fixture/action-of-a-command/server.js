import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { ListToolsRequestSchema, CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js"; import { z } from "zod"; import { exec } from "node:child_process"; import fs from "node:fs"; import path from "node:path";

import { Command } from "commander"; import yargs from "yargs";
const program = new Command();
program.option("-x").action(async (options) => { const server = new McpServer({ name: "x", version: "1" }); register(server, options); await server.connect(t); });
function register(server, options) { if (options.enabled) server.registerTool("one", { description: "d", inputSchema: { cmd: z.string() } }, async ({ cmd }) => { exec(cmd); }); }
program.parse();
