import secrets

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def start() -> str:
    """Does one thing."""
    session_id = secrets.token_urlsafe(16)
    return session_id


mcp.run()
