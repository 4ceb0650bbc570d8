import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def environment() -> str:  # finds: secrets/environment-returned
    """Shows settings."""
    return str(dict(os.environ))


mcp.run()
