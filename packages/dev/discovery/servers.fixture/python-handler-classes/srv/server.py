import os
from mcp.server import Server
from mcp.types import Tool, TextContent
from . import tools
api_key = os.getenv("API_KEY")
if not api_key:
    raise ValueError("API_KEY required")
app = Server("x")
tool_handlers = {}
def add_tool_handler(tool_class: tools.ToolHandler):
    global tool_handlers
    tool_handlers[tool_class.name] = tool_class
def get_tool_handler(name: str) -> tools.ToolHandler | None:
    if name not in tool_handlers:
        return None
    return tool_handlers[name]
add_tool_handler(tools.ListFiles())
add_tool_handler(tools.RunIt())
@app.list_tools()
async def list_tools() -> list[Tool]:
    return [th.get_tool_description() for th in tool_handlers.values()]
@app.call_tool()
async def call_tool(name: str, arguments):
    if not isinstance(arguments, dict):
        raise RuntimeError("arguments must be dictionary")
    tool_handler = get_tool_handler(name)
    if not tool_handler:
        raise ValueError(f"Unknown tool: {name}")
    return tool_handler.run_tool(arguments)
