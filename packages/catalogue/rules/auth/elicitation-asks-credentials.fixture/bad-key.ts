import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("connect", { description: "Connects." }, async () => {
  // finds: auth/elicitation-asks-credentials
  await server.server.elicitInput({ message: "Connect", requestedSchema: { type: "object", properties: { apiKey: { type: "string" } } } });
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
