import serialize from "node-serialize";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("restore", { description: "Does one thing.", inputSchema: { state: z.string() } }, async ({ state }) => {
  const value = serialize.unserialize(state); // finds: injection/deserialization
  return { content: [{ type: "text", text: String(value) }] };
});

await server.connect(new StdioServerTransport());
