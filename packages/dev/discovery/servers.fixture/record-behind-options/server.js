import { Server } from "@modelcontextprotocol/server"; import { z } from "zod/v4"; import { exec } from "node:child_process";
function tool(t) { return t; }
function shellTools({ readOnly }) { return { one: tool({ description: "d", parameters: z.object({ cmd: z.string() }), execute: async ({ cmd }) => exec(cmd) }), two: tool({ description: "e", parameters: z.object({ cmd: z.string() }), execute: async ({ cmd }) => exec(cmd) }) }; }
function createMcpServer(options) {
  const server = new Server({ name: options.name, version: options.version }, { capabilities: { tools: {} } });
  async function getTools() { if (!options.tools) throw new Error("no"); return typeof options.tools === "function" ? await options.tools() : options.tools; }
  server.setRequestHandler("tools/list", async () => { const tools = await getTools(); return { tools: await Promise.all(Object.entries(tools).map(async ([name, { description, parameters, annotations }]) => { const inputSchema = z.toJSONSchema(parameters); return { name, description: typeof description === "function" ? await description() : description, annotations, inputSchema }; })) }; });
  server.setRequestHandler("tools/call", async (request) => { const tools = await getTools(); const toolName = request.params.name; if (!(toolName in tools)) throw new Error("tool not found"); const tool = tools[toolName]; const args = tool.parameters.parse(request.params.arguments ?? {}); return await tool.execute(args); });
  return server;
}
export function main(opts) { return createMcpServer({ name: "x", version: "1", tools: async () => { const all = {}; const groups = new Set(opts.groups); if (groups.has("shell")) Object.assign(all, shellTools({ readOnly: opts.readOnly })); return all; } }); }
