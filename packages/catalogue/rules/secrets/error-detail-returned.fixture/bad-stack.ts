import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

// finds: secrets/error-detail-returned
server.registerTool("run", { description: "Runs." }, async () => {
  try {
    throw new Error("inner");
  } catch (error) {
    return { content: [{ type: "text", text: String(error.stack) }] };
  }
});

await server.connect(new StdioServerTransport());
