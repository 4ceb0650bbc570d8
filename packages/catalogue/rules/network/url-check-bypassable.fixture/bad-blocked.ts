import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("get", { description: "Does one thing.", inputSchema: { url: z.string() } }, async ({ url }) => {
  if (url.includes("localhost") || url.includes("127.0.0.1")) throw new Error("not allowed");
  const answer = await fetch(url); // finds: network/url-check-bypassable
  return { content: [{ type: "text", text: await answer.text() }] };
});

await server.connect(new StdioServerTransport());
