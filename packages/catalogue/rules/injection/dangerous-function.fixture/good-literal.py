import ast

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read(text: str) -> str:
    """Does one thing."""
    return str(ast.literal_eval(text))


mcp.run()
