import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def load() -> str:
    """Does one thing."""
    return str(requests.get("https://example.com/model.json", timeout=10).json())


mcp.run()
