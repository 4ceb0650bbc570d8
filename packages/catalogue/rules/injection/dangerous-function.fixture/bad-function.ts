import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("now", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  const read = new Function("return Date.now()"); // finds: injection/dangerous-function
  return { content: [{ type: "text", text: read.name }] };
});

await server.connect(new StdioServerTransport());
