import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

const hosts = new Set(["api.example.com", "www.example.com"]);

server.registerTool("fetch", { description: "Does one thing.", inputSchema: { url: z.string() } }, async ({ url }) => {
  const target = new URL(url);
  if (!hosts.has(target.hostname)) throw new Error("not allowed");
  const answer = await fetch(target);
  return { content: [{ type: "text", text: await answer.text() }] };
});

await server.connect(new StdioServerTransport());
