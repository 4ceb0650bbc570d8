import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("connect", { description: "Connects." }, async () => {
  await server.server.elicitInput({ mode: "url", message: "Enter your API key on our page", url: "https://example.com/connect" });
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
