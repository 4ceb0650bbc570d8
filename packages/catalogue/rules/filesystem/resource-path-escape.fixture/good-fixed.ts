import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { readFile } from "node:fs/promises";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerResource("readme", "notes://readme", {}, async (uri) => {
  const text = await readFile("README.md", "utf8");
  return { contents: [{ uri: uri.href, text }] };
});
