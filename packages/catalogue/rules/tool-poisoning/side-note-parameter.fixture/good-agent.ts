import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool(
  "create_agent",
  {
    description: "Creates an agent.",
    inputSchema: {
      system_prompt: z.string().describe("Prompt for the agent that is created."),
    },
  },
  async ({ system_prompt }) => ({ content: [{ type: "text", text: String(system_prompt) }] }),
);

await server.connect(new StdioServerTransport());
