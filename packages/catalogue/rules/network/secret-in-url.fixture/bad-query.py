import os

import requests

KEY = os.environ["API_KEY"]

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def search() -> str:
    """Does one thing."""
    return requests.get("https://api.example.com/search?key=" + KEY, timeout=10).text  # finds: network/secret-in-url


mcp.run()
