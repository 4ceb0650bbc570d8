import axios from "axios";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("get", { description: "Does one thing.", inputSchema: { agent: z.string() } }, async ({ agent }) => {
  const answer = await axios.get("https://api.example.com", { headers: { "User-Agent": agent } }); // finds: network/header-injection
  return { content: [{ type: "text", text: String(answer.status) }] };
});

await server.connect(new StdioServerTransport());
