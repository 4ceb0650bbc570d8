import { defineDialect } from "@mcp-assay/core/define/dialect";

// https://github.com/QuantGeekDev/mcp-framework https://github.com/rekog-labs/MCP-Nest
export default defineDialect({
  name: "class-based frameworks",
  language: "javascript",
  packages: ["mcp-framework", "@rekog/mcp-nest", "@nitrostack/core", "@mcp-z/server"],
  declares: [
    {
      at: ["extends MCPTool"],
      declares: "tool",
      reads: { name: "self.name", description: "self.description", schema: "self.schema", handler: "self.execute" },
      convention: "self-method",
      enforced: true,
    },
    {
      at: ["extends MCPResource"],
      declares: "resource",
      reads: { name: "self.name", uri: "self.uri", description: "self.description", handler: "self.read" },
      convention: "uri-only",
    },
    {
      at: ["extends MCPPrompt"],
      declares: "prompt",
      reads: { name: "self.name", description: "self.description", schema: "self.schema", handler: "self.generateMessages" },
      convention: "self-method",
      enforced: true,
    },
    { at: ["MCPServer.new"], declares: "server", reads: { name: "(0).name", version: "(0).version" } },
    {
      at: ["Tool()"],
      declares: "tool",
      reads: {
        name: "(0).name",
        description: "(0).description",
        schema: "(0).parameters",
        annotations: "(0).annotations",
        handler: "decorated",
      },
      convention: "object",
      enforced: true,
    },
    {
      at: ["Resource()", "ResourceTemplate()"],
      declares: "resource",
      reads: { name: "(0).name", uri: "(0).uri or (0).uriTemplate", description: "(0).description", handler: "decorated" },
      convention: "object",
    },
    {
      at: ["Prompt()"],
      declares: "prompt",
      reads: { name: "(0).name", description: "(0).description", schema: "(0).parameters", handler: "decorated" },
      convention: "object",
      enforced: true,
    },
  ],
});
