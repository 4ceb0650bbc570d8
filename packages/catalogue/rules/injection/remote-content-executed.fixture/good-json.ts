import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("settings", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  const answer = await fetch("https://example.com/settings.json");
  const settings = JSON.parse(await answer.text());
  return { content: [{ type: "text", text: String(settings.name) }] };
});

await server.connect(new StdioServerTransport());
