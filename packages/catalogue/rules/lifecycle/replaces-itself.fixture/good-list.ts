import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("list", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  execSync("npm ls -g");
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
