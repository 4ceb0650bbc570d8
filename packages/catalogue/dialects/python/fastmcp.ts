import { defineDialect } from "@mcp-assay/core/define/dialect";

// https://gofastmcp.com https://github.com/modelcontextprotocol/python-sdk
export default defineDialect({
  name: "FastMCP for Python",
  language: "python",
  packages: [
    "mcp.server.fastmcp",
    "fastmcp",
    "fastmcp.server",
    "fastmcp.server.server",
    "mcp.server.fastmcp.server",
    "mcp.server",
    "mcp.server.mcpserver",
    "mcp.server.mcpserver.server",
  ],
  declares: [
    { at: ["FastMCP()", "MCPServer()"], declares: "server", reads: { name: "(0|name)", instructions: "(1|instructions)" } },
    {
      at: ["FastMCP().tool()", "FastMCP().tool", "MCPServer().tool()", "MCPServer().tool"],
      declares: "tool",
      reads: {
        // Also called with the function itself instead of decorating it.
        name: "string#0 or (|name) or decorated.name or function#0.name",
        title: "(|title)",
        description: "string#1 or (|description) or decorated.doc or function#0.doc",
        annotations: "(|annotations)",
        handler: "decorated or function#0",
      },
      convention: "parameters",
      enforced: true,
    },
    {
      at: [
        "tools.Tool.from_function",
        "tools.FunctionTool.from_function",
        "tools.tool.Tool.from_function",
        "tools.base.Tool.from_function",
      ],
      declares: "tool",
      reads: {
        name: "(1|name) or function#0.name",
        description: "(|description) or function#0.doc",
        annotations: "(|annotations)",
        handler: "function#0 or (|fn)",
      },
      convention: "parameters",
      enforced: true,
    },
    {
      at: ["FastMCP().add_tool", "MCPServer().add_tool"],
      declares: "tool",
      reads: {
        name: "(1|name) or function#0.name",
        description: "(2|description) or function#0.doc",
        handler: "function#0",
      },
      convention: "parameters",
      enforced: true,
    },
    {
      at: ["FastMCP().resource()", "MCPServer().resource()"],
      declares: "resource",
      reads: { uri: "(0|uri)", name: "(|name) or decorated.name", description: "(|description) or decorated.doc", handler: "decorated" },
      convention: "parameters",
    },
    {
      at: ["FastMCP().prompt()", "FastMCP().prompt", "MCPServer().prompt()"],
      declares: "prompt",
      reads: { name: "(0|name) or decorated.name", description: "(|description) or decorated.doc", handler: "decorated" },
      convention: "parameters",
      enforced: true,
    },
    {
      at: ["FastMCP().run", "FastMCP().run_async", "MCPServer().run"],
      declares: "transport",
      reads: { kind: "(0|transport)", host: "(|host)", port: "(|port)" },
    },
    {
      at: ["FastMCP().sse_app", "FastMCP().http_app", "FastMCP().streamable_http_app"],
      declares: "transport",
      reads: {},
      fixed: { kind: "http" },
    },
    {
      at: [".tool()"],
      declares: "tool",
      reads: { name: "(0|name) or decorated.name", description: "(|description) or decorated.doc", handler: "decorated" },
      convention: "parameters",
      enforced: true,
    },
  ],
});
