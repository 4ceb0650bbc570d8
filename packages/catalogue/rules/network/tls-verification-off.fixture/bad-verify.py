import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def get() -> str:
    """Does one thing."""
    return requests.get("https://api.example.com", verify=False, timeout=10).text  # finds: network/tls-verification-off


mcp.run()
