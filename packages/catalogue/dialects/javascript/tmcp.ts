import { defineDialect } from "@mcp-assay/core/define/dialect";

// https://github.com/paoloricciuti/tmcp
export default defineDialect({
  name: "tmcp",
  language: "javascript",
  packages: ["tmcp"],
  declares: [
    { at: ["McpServer.new"], declares: "server", reads: { name: "(0).name", version: "(0).version", instructions: "(1).instructions" } },
    {
      at: ["McpServer.new.tool"],
      declares: "tool",
      reads: {
        name: "(0).name",
        title: "(0).title",
        description: "(0).description",
        schema: "(0).schema",
        outputSchema: "(0).outputSchema",
        annotations: "(0).annotations",
        handler: "function#-1",
      },
      convention: "object-if-schema",
      enforced: true,
    },
    {
      at: ["McpServer.new.resource"],
      declares: "resource",
      reads: { name: "(0).name", uri: "(0).uri", description: "(0).description", handler: "function#-1" },
      convention: "uri-only",
    },
    {
      at: ["McpServer.new.template"],
      declares: "resource",
      reads: { name: "(0).name", uri: "(0).uri", description: "(0).description", handler: "function#-1" },
      convention: "uri",
    },
    {
      at: ["McpServer.new.prompt"],
      declares: "prompt",
      reads: { name: "(0).name", description: "(0).description", schema: "(0).schema", handler: "function#-1" },
      convention: "object-if-schema",
      enforced: true,
    },
  ],
});
