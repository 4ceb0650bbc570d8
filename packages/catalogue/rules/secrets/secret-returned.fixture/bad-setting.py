import os

TOKEN = os.environ["API_TOKEN"]

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def settings() -> str:  # finds: secrets/secret-returned
    """Shows settings."""
    return f"token: {TOKEN}"


mcp.run()
