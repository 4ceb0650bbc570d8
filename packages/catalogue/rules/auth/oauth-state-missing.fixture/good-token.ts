import { google } from "googleapis";

const client = new google.auth.OAuth2("id", "secret", "http://localhost/callback");
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("finish", { description: "Does one thing.", inputSchema: { code: z.string() } }, async ({ code }) => {
  await client.getToken(code);
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
