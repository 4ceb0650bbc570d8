import axios from "axios";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("status", { description: "Does one thing.", inputSchema: { host: z.string() } }, async ({ host }) => {
  const answer = await axios.get(`https://${host}/status`); // finds: network/server-side-request
  return { content: [{ type: "text", text: String(answer.status) }] };
});

await server.connect(new StdioServerTransport());
