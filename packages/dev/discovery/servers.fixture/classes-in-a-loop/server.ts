import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { Server } from "@modelcontextprotocol/sdk/server/index.js"; import { ListToolsRequestSchema, CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js"; import { z } from "zod"; import { exec } from "node:child_process"; import fs from "node:fs"; import path from "node:path";

abstract class BaseTool { abstract name: string; abstract description: string; abstract schema: any; abstract run(args: any): Promise<any>;
  register(server: McpServer) { server.tool(this.name, this.description, this.schema, this.run.bind(this)); } }
class One extends BaseTool { name = "one"; description = "d"; schema = { cmd: z.string() }; async run({ cmd }) { exec(cmd); } }
class Two extends BaseTool { name = "two"; description = "d"; schema = { cmd: z.string() }; async run({ cmd }) { exec(cmd); } }
class App { private tools = new Map<string, BaseTool>(); constructor(private server: McpServer) { for (const T of [One, Two]) { const t = new T(); this.tools.set(t.name, t); } }
  start() { this.tools.forEach((t) => t.register(this.server)); } }
new App(new McpServer({ name: "x", version: "1" })).start();
