import { readFileSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("replay", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  eval(readFileSync("state/macro.txt", "utf8")); // finds: injection/stored-data-executed
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
