import { defineDialect } from "@mcp-assay/core/define/dialect";

// https://github.com/modelcontextprotocol/python-sdk (low-level server)
export default defineDialect({
  name: "official Python SDK, low level",
  language: "python",
  packages: ["mcp.server", "mcp.server.lowlevel", "mcp", "mcp.server.lowlevel.server"],
  declares: [
    { at: ["Server()"], declares: "server", reads: { name: "(0|name)", version: "(1|version)", instructions: "(2|instructions)" } },
    // Version 2 takes its handlers as arguments.
    { at: ["Server"], declares: "handler", reads: { handler: "(|on_list_tools)" }, fixed: { method: "tools/list" } },
    {
      at: ["Server"],
      declares: "handler",
      reads: { handler: "(|on_call_tool)" },
      convention: "context-and-parameters",
      fixed: { method: "tools/call" },
    },
    {
      at: ["Server"],
      declares: "handler",
      reads: { handler: "(|on_read_resource)" },
      convention: "context-and-parameters",
      fixed: { method: "resources/read" },
    },
    {
      at: ["Server"],
      declares: "handler",
      reads: { handler: "(|on_get_prompt)" },
      convention: "context-and-parameters",
      fixed: { method: "prompts/get" },
    },
    { at: ["Server().list_tools()"], declares: "handler", reads: { handler: "decorated" }, fixed: { method: "tools/list" } },
    {
      at: ["Server().call_tool()"],
      declares: "handler",
      reads: { handler: "decorated" },
      convention: "name-and-arguments",
      enforced: true,
      fixed: { method: "tools/call" },
    },
    { at: ["Server().list_prompts()"], declares: "handler", reads: { handler: "decorated" }, fixed: { method: "prompts/list" } },
    {
      at: ["Server().get_prompt()"],
      declares: "handler",
      reads: { handler: "decorated" },
      convention: "name-and-arguments",
      fixed: { method: "prompts/get" },
    },
    {
      at: ["Server().read_resource()"],
      declares: "handler",
      reads: { handler: "decorated" },
      convention: "uri-only",
      fixed: { method: "resources/read" },
    },
    { at: ["stdio.stdio_server()", "server.stdio.stdio_server()"], declares: "transport", reads: {}, fixed: { kind: "stdio" } },
    { at: ["sse.SseServerTransport()", "server.sse.SseServerTransport()"], declares: "transport", reads: {}, fixed: { kind: "sse" } },
    {
      at: ["streamable_http_manager.StreamableHTTPSessionManager()", "server.streamable_http_manager.StreamableHTTPSessionManager()"],
      declares: "transport",
      reads: {},
      fixed: { kind: "http" },
    },
  ],
});
