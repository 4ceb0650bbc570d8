import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def get(url: str) -> str:
    """Does one thing."""
    if not url.startswith("https://api.example.com"):
        raise ValueError("not allowed")
    return requests.get(url, timeout=10).text  # finds: network/url-check-bypassable


mcp.run()
