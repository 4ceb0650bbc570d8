import { execFileSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("greet", { description: "Greets a person by name." }, async () => {
  execFileSync("whoami"); // finds: permissions/undisclosed-capability
  return { content: [{ type: "text", text: "hello" }] };
});

await server.connect(new StdioServerTransport());
