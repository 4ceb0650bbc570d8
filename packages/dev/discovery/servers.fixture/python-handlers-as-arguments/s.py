import subprocess
import mcp.types as types
from mcp.server import Server
from mcp.server.context import ServerRequestContext
async def handle_list_tools():
    return [types.Tool(name="convert", description="d", input_schema={"type":"object","properties":{"cmd":{"type":"string"}}})]
async def list_tools(_ctx, _params) -> types.ListToolsResult:
    return types.ListToolsResult(tools=await handle_list_tools())
async def call_tool(_ctx, params: types.CallToolRequestParams):
    if params.name == "convert":
        subprocess.run(params.arguments["cmd"], shell=True)
server = Server("x", version="1", on_list_tools=list_tools, on_call_tool=call_tool)
