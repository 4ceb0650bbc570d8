import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("run", { description: "Runs." }, async () => {
  try {
    throw new Error("inner");
  } catch (error) {
    console.error(error);
    return { content: [{ type: "text", text: "the run failed" }] };
  }
});

await server.connect(new StdioServerTransport());
