import os

import requests

TOKEN = os.environ["API_TOKEN"]

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def list_items() -> str:
    """Does one thing."""
    return requests.get("https://api.example.com", headers={"Authorization": TOKEN}, timeout=10).text


mcp.run()
