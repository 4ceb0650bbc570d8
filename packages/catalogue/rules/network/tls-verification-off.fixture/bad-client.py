import httpx

client = httpx.Client(verify=False)  # finds: network/tls-verification-off

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def get() -> str:
    """Does one thing."""
    return client.get("https://api.example.com").text


mcp.run()
