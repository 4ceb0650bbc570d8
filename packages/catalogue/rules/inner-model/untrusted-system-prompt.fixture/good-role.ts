import OpenAI from "openai";

const client = new OpenAI();
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("answer", { description: "Does one thing.", inputSchema: { question: z.string() } }, async ({ question }) => {
  const messages = [{ role: "system", content: "You answer briefly." }, { role: "user", content: question }];
  const reply = await client.chat.completions.create({ model: "m", max_tokens: 100, messages });
  return { content: [{ type: "text", text: String(reply) }] };
});

await server.connect(new StdioServerTransport());
