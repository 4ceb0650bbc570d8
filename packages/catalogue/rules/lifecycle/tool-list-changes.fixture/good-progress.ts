import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("work", { description: "Works." }, async () => {
  await server.server.sendLoggingMessage({ level: "info", data: "half way" });
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
