import fs from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("status", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  if (!fs.existsSync("state.json")) throw new Error("missing");
  const text = fs.readFileSync("state.json", "utf8");
  return { content: [{ type: "text", text }] };
});

await server.connect(new StdioServerTransport());
