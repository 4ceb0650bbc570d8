import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def get() -> str:
    """Does one thing."""
    return requests.get("https://api.example.com", timeout=10).text


mcp.run()
