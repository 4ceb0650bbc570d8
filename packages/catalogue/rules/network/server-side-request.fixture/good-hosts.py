from urllib.parse import urlparse

import requests

HOSTS = {"api.example.com", "www.example.com"}

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def fetch(url: str) -> str:
    """Fetches a page."""
    if urlparse(url).hostname not in HOSTS:
        raise ValueError("not allowed")
    return requests.get(url, timeout=10).text


mcp.run()
