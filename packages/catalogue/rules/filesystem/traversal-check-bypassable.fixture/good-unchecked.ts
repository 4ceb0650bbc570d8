import { readFile } from "node:fs/promises";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("read", { description: "Does one thing.", inputSchema: { name: z.string() } }, async ({ name }) => {
  const text = await readFile(name, "utf8"); // no check at all: the path rule speaks
  return { content: [{ type: "text", text }] };
});

await server.connect(new StdioServerTransport());
