import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

// finds: inner-model/foreign-text-returned
server.registerTool("fetch", { description: "Does one thing.", inputSchema: { url: z.string() } }, async ({ url }) => {
  const answer = await fetch(url);
  return { content: [{ type: "text", text: await answer.text() }] };
});

await server.connect(new StdioServerTransport());
