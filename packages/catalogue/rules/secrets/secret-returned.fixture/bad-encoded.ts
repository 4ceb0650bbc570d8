import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";

const server = new McpServer({ name: "sample", version: "1.0.0" });

// finds: secrets/secret-returned
server.registerTool("record", { description: "Shows settings." }, async () => {
  return { content: [{ type: "text", text: JSON.stringify({ key: process.env.SHOP_API_KEY }) }] };
});

// finds: secrets/secret-returned
server.registerTool("encoded", { description: "Shows settings." }, async () => {
  return { content: [{ type: "text", text: Buffer.from(process.env.SHOP_API_KEY ?? "").toString("base64") }] };
});

await server.connect(new StdioServerTransport());
