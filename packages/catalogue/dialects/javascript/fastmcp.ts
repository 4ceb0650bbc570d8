import { defineDialect } from "@mcp-assay/core/define/dialect";

// https://github.com/punkpeye/fastmcp
export default defineDialect({
  name: "FastMCP for TypeScript",
  language: "javascript",
  packages: ["fastmcp"],
  declares: [
    { at: ["FastMCP.new"], declares: "server", reads: { name: "(0).name", version: "(0).version", instructions: "(0).instructions" } },
    {
      at: ["FastMCP.new.addTool"],
      declares: "tool",
      reads: {
        name: "(0).name",
        title: "(0).annotations.title",
        description: "(0).description",
        schema: "(0).parameters",
        annotations: "(0).annotations",
        handler: "(0).execute",
      },
      convention: "object",
      enforced: true,
    },
    {
      at: ["FastMCP.new.addResource"],
      declares: "resource",
      reads: { name: "(0).name", uri: "(0).uri", description: "(0).description", handler: "(0).load" },
      convention: "uri-only",
    },
    {
      at: ["FastMCP.new.addResourceTemplate"],
      declares: "resource",
      reads: { name: "(0).name", uri: "(0).uriTemplate", description: "(0).description", handler: "(0).load" },
      convention: "object",
    },
    {
      at: ["FastMCP.new.addPrompt"],
      declares: "prompt",
      reads: { name: "(0).name", description: "(0).description", handler: "(0).load" },
      convention: "object",
    },
    {
      at: ["FastMCP.new.start"],
      declares: "transport",
      reads: { kind: "(0).transportType", port: "(0).httpStream.port or (0).sse.port", host: "(0).httpStream.host or (0).sse.host" },
    },
    {
      at: [".addTool"],
      declares: "tool",
      reads: {
        name: "(0).name",
        description: "(0).description",
        schema: "(0).parameters or (0).inputSchema",
        handler: "(0).execute or (0).handler",
      },
      convention: "object",
      enforced: true,
    },
  ],
});
