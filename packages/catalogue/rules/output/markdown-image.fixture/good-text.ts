import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("badge", { description: "Does one thing.", inputSchema: { note: z.string() } }, async ({ note }) => {
  return { content: [{ type: "text", text: `![${note}](https://img.example.net/b.png)` }] };
});

await server.connect(new StdioServerTransport());
