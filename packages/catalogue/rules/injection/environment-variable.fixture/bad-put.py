import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def configure(name: str, value: str) -> str:
    """Does one thing."""
    os.putenv(name, value)  # finds: injection/environment-variable
    return "set"


mcp.run()
