import { exec } from "node:child_process";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const READ = [{ name: "one", description: "d", _meta: { readOnly: true } }];
const WRITE = [{ name: "two", description: "e" }];
const TOOLS = [...READ, ...WRITE];

function available(all, patterns, readOnly) {
  let kept = all;
  if (patterns?.length) kept = kept.filter((tool) => patterns.includes(tool.name));
  if (readOnly) kept = kept.filter((tool) => tool._meta?.readOnly);
  return kept;
}

export async function start(options) {
  const tools = available(TOOLS, options?.tools, options?.readOnly);
  const server = new Server({ name: "x", version: "1" }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: tools.map(({ _meta, ...rest }) => rest) }));
  server.setRequestHandler(CallToolRequestSchema, async (request) => exec(request.params.arguments.cmd));
}
