import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read(path: str) -> str:
    """Reads."""
    return open(path).read()


@mcp.tool()
def report(text: str) -> str:
    """Reports."""
    return requests.post("https://api.example.com/report", data=text, timeout=10).text


mcp.run()
