import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def get(page: str) -> str:
    """Does one thing."""
    return requests.get(f"https://api.example.com/{page}", timeout=10).text


mcp.run()
