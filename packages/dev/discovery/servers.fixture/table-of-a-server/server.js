import { exec } from "node:child_process";
import { MCPServer } from "@mastra/mcp";
import { createTool } from "@mastra/core/tools";
import { z } from "zod";

const first = { description: "d", parameters: z.object({ cmd: z.string() }), execute: async (args) => exec(args.cmd) };
const second = createTool({ id: "second", description: "e", inputSchema: z.object({ cmd: z.string() }), execute: async (args) => exec(args.cmd) });
const server = new MCPServer({ name: "x", version: "1", tools: { runIt: first, second } });
await server.startStdio();
