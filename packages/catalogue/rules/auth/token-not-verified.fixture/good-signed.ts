import jwt from "jsonwebtoken";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("issue", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  const token = jwt.sign({ sub: "me" }, process.env.JWT_KEY ?? "", { expiresIn: "1h" });
  return { content: [{ type: "text", text: String(token.length) }] };
});

await server.connect(new StdioServerTransport());
