import { randomUUID } from "node:crypto";
import { google } from "googleapis";

const client = new google.auth.OAuth2("id", "secret", "http://localhost/callback");
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("login", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  const url = client.generateAuthUrl({ scope: ["email"], state: randomUUID() });
  return { content: [{ type: "text", text: url }] };
});

await server.connect(new StdioServerTransport());
