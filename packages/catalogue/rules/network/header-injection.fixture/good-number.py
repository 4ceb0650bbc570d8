import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def get(count: int) -> str:
    """Does one thing."""
    return requests.get("https://api.example.com", headers={"X-Count": str(count)}, timeout=10).text


mcp.run()
