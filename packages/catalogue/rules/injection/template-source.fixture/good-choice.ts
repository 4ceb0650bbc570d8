import Handlebars from "handlebars";

const templates = { short: "Hi", long: "Good morning" };
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("greet", { description: "Does one thing.", inputSchema: { kind: z.enum(["short", "long"]) } }, async ({ kind }) => {
  return { content: [{ type: "text", text: Handlebars.compile(templates[kind])({}) }] };
});

await server.connect(new StdioServerTransport());
