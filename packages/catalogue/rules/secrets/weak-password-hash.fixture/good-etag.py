import hashlib

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def etag(text: str) -> str:
    """Does one thing."""
    return hashlib.md5(text.encode()).hexdigest()


mcp.run()
