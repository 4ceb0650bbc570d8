import OpenAI from "openai";

const client = new OpenAI();
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("explain", { description: "Does one thing.", inputSchema: { text: z.string() } }, async ({ text }) => {
  const answer = await client.responses.create({ model: "gpt-4o", input: text }); // finds: resource/model-call-without-limit
  return { content: [{ type: "text", text: answer.output_text }] };
});

await server.connect(new StdioServerTransport());
