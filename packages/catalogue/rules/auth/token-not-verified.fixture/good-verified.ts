import jwt from "jsonwebtoken";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("user", { description: "Does one thing.", inputSchema: { token: z.string() } }, async ({ token }) => {
  const claims = jwt.verify(token, process.env.JWT_KEY ?? "", { algorithms: ["RS256"], audience: "sample" });
  return { content: [{ type: "text", text: String(claims.sub) }] };
});

await server.connect(new StdioServerTransport());
