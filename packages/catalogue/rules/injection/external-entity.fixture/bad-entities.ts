import libxmljs from "libxmljs2";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("title", { description: "Does one thing.", inputSchema: { text: z.string() } }, async ({ text }) => {
  const tree = libxmljs.parseXml(text, { noent: true }); // finds: injection/external-entity
  return { content: [{ type: "text", text: String(tree.root()) }] };
});

await server.connect(new StdioServerTransport());
