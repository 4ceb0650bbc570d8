from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def ping(city: str) -> str:
    """Return pong."""
    return city


@mcp.prompt()
def summary(text: str) -> str:
    """Write a polite answer to a customer who asks for a refund."""
    return text


mcp.run()
