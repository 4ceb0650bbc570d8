import ast

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read_value(text: str) -> str:
    """Reads a Python literal."""
    return str(ast.literal_eval(text))


mcp.run()
