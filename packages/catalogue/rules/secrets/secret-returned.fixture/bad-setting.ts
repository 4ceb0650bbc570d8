import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

// finds: secrets/secret-returned
server.registerTool("settings", { description: "Shows settings." }, async () => {
  return { content: [{ type: "text", text: `token: ${process.env.API_TOKEN}` }] };
});

await server.connect(new StdioServerTransport());
