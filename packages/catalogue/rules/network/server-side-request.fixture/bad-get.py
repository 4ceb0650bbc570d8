import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def fetch(url: str) -> str:
    """Fetches a page."""
    return requests.get(url, timeout=10).text  # finds: network/server-side-request


mcp.run()
