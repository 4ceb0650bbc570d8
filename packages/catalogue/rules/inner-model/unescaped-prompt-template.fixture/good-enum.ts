import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerPrompt("write", { argsSchema: { style: z.enum(["brief", "long"]) } }, ({ style }) => {
  return { messages: [{ role: "user", content: { type: "text", text: `Write a ${style} text.` } }] };
});

await server.connect(new StdioServerTransport());
