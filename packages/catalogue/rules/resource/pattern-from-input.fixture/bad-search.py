import re

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def find(pattern: str, text: str) -> str:
    """Does one thing."""
    return str(re.search(pattern, text))  # finds: resource/pattern-from-input


mcp.run()
