import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def get(agent: str) -> str:
    """Does one thing."""
    return requests.get("https://api.example.com", headers={"User-Agent": agent}, timeout=10).text  # finds: network/header-injection


mcp.run()
