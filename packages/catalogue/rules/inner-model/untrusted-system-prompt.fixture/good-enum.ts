import OpenAI from "openai";

const client = new OpenAI();
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("answer", { description: "Does one thing.", inputSchema: { style: z.enum(["brief", "long"]) } }, async ({ style }) => {
  const reply = await client.chat.completions.create({ model: "m", max_tokens: 100, messages: [{ role: "system", content: `Be ${style}.` }] });
  return { content: [{ type: "text", text: String(reply) }] };
});

await server.connect(new StdioServerTransport());
