import _ from "lodash";

const settings = {};
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("set", { description: "Does one thing.", inputSchema: { path: z.string(), value: z.string() } }, async ({ path, value }) => {
  _.set(settings, path, value); // finds: injection/prototype-key
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
