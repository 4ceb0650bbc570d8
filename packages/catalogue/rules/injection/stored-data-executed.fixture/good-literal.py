import ast
from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def show() -> str:
    """Does one thing."""
    return str(ast.literal_eval(Path("state/macro.txt").read_text()))


mcp.run()
