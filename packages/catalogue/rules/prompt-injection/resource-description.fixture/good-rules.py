from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def ping(city: str) -> str:
    """Return pong."""
    return city


@mcp.resource("docs://handbook")
def handbook() -> str:
    """Rules that members must follow. Read this first."""
    return "Handbook"


mcp.run()
