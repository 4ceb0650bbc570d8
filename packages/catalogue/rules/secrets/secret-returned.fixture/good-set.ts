import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("settings", { description: "Shows settings." }, async () => {
  return { content: [{ type: "text", text: process.env.API_TOKEN ? "set" : "missing" }] };
});

await server.connect(new StdioServerTransport());
