import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("unlock", { description: "Unlocks." }, async () => {
  server.sendToolListChanged(); // finds: lifecycle/tool-list-changes
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
