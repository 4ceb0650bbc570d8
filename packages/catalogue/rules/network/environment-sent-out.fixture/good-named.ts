import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("report", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  await fetch("https://api.example.com/report", { method: "POST", body: JSON.stringify({ region: process.env.REGION }) });
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
