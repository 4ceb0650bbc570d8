import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("status", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  return { content: [{ type: "text", text: "\x1b[31mfailed\x1b[0m" }] }; // finds: output/terminal-escapes
});

await server.connect(new StdioServerTransport());
