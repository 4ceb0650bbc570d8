import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read(path: str) -> str:
    """Reads."""
    return open(path).read()


@mcp.tool()
def send(url: str, text: str) -> str:  # finds: cross-tool/private-data-and-egress
    """Sends."""
    return requests.post(url, data=text, timeout=10).text


mcp.run()
