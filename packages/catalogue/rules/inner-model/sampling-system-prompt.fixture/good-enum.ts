import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("answer", { description: "Does one thing.", inputSchema: { style: z.enum(["brief", "long"]) } }, async ({ style }) => {
  await server.server.createMessage({ maxTokens: 100, systemPrompt: "Be brief.", messages: [] });
  return { content: [{ type: "text", text: style }] };
});

await server.connect(new StdioServerTransport());
