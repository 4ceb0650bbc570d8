import { defineDialect } from "@mcp-assay/core/define/dialect";

// https://mastra.ai/reference/tools/mcp-server
export default defineDialect({
  name: "Mastra",
  language: "javascript",
  packages: ["@mastra/mcp"],
  declares: [
    {
      at: ["MCPServer.new"],
      declares: "server",
      reads: { name: "(0).name", version: "(0).version", instructions: "(0).instructions", tools: "(0).tools" },
      convention: "object",
      enforced: true,
    },
  ],
});
