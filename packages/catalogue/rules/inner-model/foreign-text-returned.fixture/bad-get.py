import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def fetch(url: str) -> str:  # finds: inner-model/foreign-text-returned
    """Fetches."""
    return requests.get(url, timeout=10).text


mcp.run()
