import Handlebars from "handlebars";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("render", { description: "Does one thing.", inputSchema: { template: z.string() } }, async ({ template }) => {
  const text = Handlebars.compile(template)({}); // finds: injection/template-source
  return { content: [{ type: "text", text }] };
});

await server.connect(new StdioServerTransport());
