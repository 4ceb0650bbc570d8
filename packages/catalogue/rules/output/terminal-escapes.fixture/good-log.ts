import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("status", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  console.error("\x1b[31mfailed\x1b[0m");
  return { content: [{ type: "text", text: "failed" }] };
});

await server.connect(new StdioServerTransport());
