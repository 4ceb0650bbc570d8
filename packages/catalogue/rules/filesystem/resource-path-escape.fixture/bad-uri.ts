import { McpServer, ResourceTemplate } from "@modelcontextprotocol/sdk/server/mcp.js";
import { readFile } from "node:fs/promises";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerResource("note", new ResourceTemplate("notes://{name}", { list: undefined }), {}, async (uri, { name }) => {
  const text = await readFile(`notes/${name}`, "utf8"); // finds: filesystem/resource-path-escape
  return { contents: [{ uri: uri.href, text }] };
});
