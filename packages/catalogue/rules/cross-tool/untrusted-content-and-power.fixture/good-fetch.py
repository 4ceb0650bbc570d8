import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def fetch(url: str) -> str:
    """Does one thing."""
    return requests.get(url, timeout=10).text


mcp.run()
