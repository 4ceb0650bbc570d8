import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("home", { description: "Shows the home folder." }, async () => {
  return { content: [{ type: "text", text: process.env.HOME ?? "" }] };
});

await server.connect(new StdioServerTransport());
