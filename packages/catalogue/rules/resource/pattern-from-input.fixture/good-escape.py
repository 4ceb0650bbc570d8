import re

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def find(word: str, text: str) -> str:
    """Does one thing."""
    return str(re.findall(re.escape(word), text))


mcp.run()
