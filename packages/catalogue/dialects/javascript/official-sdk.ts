import { defineDialect } from "@mcp-assay/core/define/dialect";

// https://github.com/modelcontextprotocol/typescript-sdk
export default defineDialect({
  name: "official TypeScript SDK",
  language: "javascript",
  packages: ["@modelcontextprotocol/sdk", "@modelcontextprotocol/server", "@modelcontextprotocol/core"],
  declares: [
    {
      at: ["McpServer.new", "Server.new"],
      declares: "server",
      reads: { name: "(0).name", version: "(0).version", instructions: "(1).instructions" },
    },
    {
      at: ["McpServer.new.tool"],
      declares: "tool",
      reads: { name: "(0)", description: "string#1", schema: "object#0", annotations: "object#1", handler: "function#-1" },
      convention: "object-if-schema",
      enforced: true,
    },
    {
      at: ["McpServer.new.registerTool"],
      declares: "tool",
      reads: {
        name: "(0)",
        title: "(1).title",
        description: "(1).description",
        schema: "(1).inputSchema",
        outputSchema: "(1).outputSchema",
        annotations: "(1).annotations",
        handler: "function#-1",
      },
      convention: "object-if-schema",
      enforced: true,
    },
    {
      at: ["McpServer.new.experimental.tasks.registerToolTask"],
      declares: "tool",
      reads: { name: "(0)", title: "(1).title", description: "(1).description", schema: "(1).inputSchema", handler: "(2).createTask" },
      convention: "object-if-schema",
      enforced: true,
    },
    {
      at: ["McpServer.new.resource"],
      declares: "resource",
      reads: { name: "(0)", uri: "(1)", description: "object#0.description", handler: "function#-1" },
      convention: "uri",
    },
    {
      at: ["McpServer.new.registerResource"],
      declares: "resource",
      reads: { name: "(0)", uri: "(1)", description: "(2).description", handler: "function#-1" },
      convention: "uri",
    },
    {
      at: ["McpServer.new.prompt"],
      declares: "prompt",
      reads: { name: "(0)", description: "string#1", schema: "object#0", handler: "function#-1" },
      convention: "object-if-schema",
      enforced: true,
    },
    {
      at: ["McpServer.new.registerPrompt"],
      declares: "prompt",
      reads: { name: "(0)", description: "(1).description", schema: "(1).argsSchema", handler: "function#-1" },
      convention: "object-if-schema",
      enforced: true,
    },
    {
      at: ["Server.new.setRequestHandler", "McpServer.new.server.setRequestHandler"],
      declares: "handler",
      reads: { method: "(0)", handler: "function#-1" },
      convention: "request",
    },
    { at: ["StdioServerTransport.new"], declares: "transport", reads: {}, fixed: { kind: "stdio" } },
    {
      at: ["StreamableHTTPServerTransport.new", "WebStandardStreamableHTTPServerTransport.new", "NodeStreamableHTTPServerTransport.new"],
      declares: "transport",
      reads: {},
      fixed: { kind: "http" },
    },
    { at: ["SSEServerTransport.new"], declares: "transport", reads: {}, fixed: { kind: "sse" } },
    { at: ["WebSocketServerTransport.new"], declares: "transport", reads: {}, fixed: { kind: "websocket" } },
    { at: ["requireBearerAuth()", "mcpAuthRouter()", "mcpAuthMetadataRouter()"], declares: "auth", reads: {}, fixed: { type: "oauth" } },
    // Receivers that could not be followed: the call still looks like nothing else.
    {
      at: [".registerTool"],
      declares: "tool",
      reads: {
        name: "(0)",
        description: "(1).description",
        schema: "(1).inputSchema",
        annotations: "(1).annotations",
        handler: "function#-1",
      },
      convention: "object-if-schema",
      enforced: true,
    },
    {
      at: [".tool"],
      declares: "tool",
      reads: { name: "(0)", description: "string#1", schema: "object#0", handler: "function#-1" },
      convention: "object-if-schema",
      enforced: true,
    },
  ],
  lookalikes: [
    { members: ["registerTool", "registerResource", "registerPrompt", "connect"], is: "McpServer", of: "class" },
    { members: ["tool", "resource", "prompt", "connect"], is: "McpServer", of: "class" },
    {
      members: [
        "assertRequestHandlerCapability",
        "assertNotificationCapability",
        "assertCapabilityForMethod",
        "createMessage",
        "listRoots",
      ],
      is: "Server",
      of: "class",
    },
  ],
});
