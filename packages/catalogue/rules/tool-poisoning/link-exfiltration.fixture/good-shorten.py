from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def shorten(url: str) -> str:
    """Shortens a link. The query string is kept."""
    return url


mcp.run()
