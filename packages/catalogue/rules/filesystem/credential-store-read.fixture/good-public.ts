import { readFileSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("show", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  return { content: [{ type: "text", text: readFileSync("/home/user/.ssh/id_rsa.pub", "utf8") }] };
});

await server.connect(new StdioServerTransport());
