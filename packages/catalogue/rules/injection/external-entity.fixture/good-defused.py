from defusedxml.ElementTree import fromstring

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def count(text: str) -> str:
    """Does one thing."""
    return str(len(fromstring(text)))


mcp.run()
