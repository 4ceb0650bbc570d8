import { defineDialect } from "@mcp-assay/core/define/dialect";

// https://github.com/supabase-community/supabase-mcp/tree/main/packages/mcp-utils
export default defineDialect({
  name: "Supabase MCP utilities",
  language: "javascript",
  packages: ["@supabase/mcp-utils"],
  declares: [
    {
      at: ["createMcpServer()"],
      declares: "server",
      reads: { name: "(0).name", version: "(0).version", instructions: "(0).instructions", tools: "(0).tools" },
      convention: "object",
      enforced: true,
    },
  ],
});
