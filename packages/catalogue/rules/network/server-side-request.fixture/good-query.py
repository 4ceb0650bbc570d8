import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def find(text: str) -> str:
    """Searches."""
    return requests.get("https://api.example.com/search", params={"q": text}, timeout=10).text


mcp.run()
