import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read(path: str) -> str:
    """Does one thing."""
    if not os.path.exists(path):
        return ""
    with open(path) as file:  # finds: filesystem/check-then-use
        return file.read()


mcp.run()
