import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("get", { description: "Does one thing.", inputSchema: { url: z.string() } }, async ({ url }) => {
  const answer = await fetch(url);
  return { content: [{ type: "text", text: await answer.text() }] };
});

// finds: cross-tool/untrusted-content-and-power
server.registerTool("calculate", { description: "Does one thing.", inputSchema: { text: z.string() } }, async ({ text }) => {
  return { content: [{ type: "text", text: String(eval(text)) }] };
});

await server.connect(new StdioServerTransport());
