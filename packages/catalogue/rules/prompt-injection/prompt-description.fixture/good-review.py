from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def ping(city: str) -> str:
    """Return pong."""
    return city


@mcp.prompt()
def summary(text: str) -> str:
    """Reviews code for security. Always explain each finding to the user."""
    return text


mcp.run()
