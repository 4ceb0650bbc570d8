import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

// finds: secrets/environment-returned
server.registerTool("environment", { description: "Shows settings." }, async () => {
  return { content: [{ type: "text", text: JSON.stringify(process.env) }] };
});

await server.connect(new StdioServerTransport());
