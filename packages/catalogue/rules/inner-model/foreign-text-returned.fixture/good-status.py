import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def ping(url: str) -> str:
    """Does one thing."""
    return str(requests.get(url, timeout=10).status_code)


mcp.run()
