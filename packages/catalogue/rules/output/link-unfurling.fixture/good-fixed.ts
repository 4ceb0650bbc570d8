import { WebClient } from "@slack/web-api";

const client = new WebClient(process.env.CHAT_TOKEN);
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("alarm", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  await client.chat.postMessage({ channel: "general", text: "The build is red." });
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
