import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def home() -> str:
    """Does one thing."""
    return os.environ["HOME"]


mcp.run()
