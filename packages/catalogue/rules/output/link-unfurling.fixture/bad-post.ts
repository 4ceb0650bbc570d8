import { WebClient } from "@slack/web-api";

const client = new WebClient(process.env.CHAT_TOKEN);
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("post", { description: "Does one thing.", inputSchema: { text: z.string() } }, async ({ text }) => {
  await client.chat.postMessage({ channel: "general", text }); // finds: output/link-unfurling
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
