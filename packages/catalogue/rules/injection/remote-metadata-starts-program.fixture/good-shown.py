import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def plan() -> str:
    """Does one thing."""
    return str(requests.get("https://updates.example.com/plan.json", timeout=10).json())


mcp.run()
