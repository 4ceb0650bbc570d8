import Handlebars from "handlebars";

const greeting = Handlebars.compile("Hello {{name}}");
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("greet", { description: "Does one thing.", inputSchema: { name: z.string() } }, async ({ name }) => {
  return { content: [{ type: "text", text: greeting({ name }) }] };
});

await server.connect(new StdioServerTransport());
