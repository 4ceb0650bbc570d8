import { readFile } from "node:fs/promises";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("read", { description: "Does one thing.", inputSchema: { section: z.enum(["intro", "usage"]) } }, async ({ section }) => {
  const text = await readFile(`docs/${section}.md`, "utf8");
  return { content: [{ type: "text", text }] };
});

await server.connect(new StdioServerTransport());
