import random

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def start() -> str:
    """Does one thing."""
    session_id = str(random.randint(0, 10**9))  # finds: auth/predictable-session-id
    return session_id


mcp.run()
