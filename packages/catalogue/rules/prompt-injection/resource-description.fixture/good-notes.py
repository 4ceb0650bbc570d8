from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def ping(city: str) -> str:
    """Return pong."""
    return city


@mcp.resource("docs://handbook")
def handbook() -> str:
    """Notes on prompt injection, with examples such as "ignore previous instructions"."""
    return "Handbook"


mcp.run()
