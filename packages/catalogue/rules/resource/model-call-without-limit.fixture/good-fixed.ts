import OpenAI from "openai";

const client = new OpenAI();
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("joke", { description: "Does one thing.", inputSchema: {  } }, async ({  }) => {
  const answer = await client.responses.create({ model: "gpt-4o", input: "Tell a joke" });
  return { content: [{ type: "text", text: answer.output_text }] };
});

await server.connect(new StdioServerTransport());
