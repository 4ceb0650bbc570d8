import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("load", { description: "Does one thing.", inputSchema: { name: z.string() } }, async ({ name }) => {
  const loaded = await import("./csv.js");
  return { content: [{ type: "text", text: loaded.parse(name) }] };
});

await server.connect(new StdioServerTransport());
