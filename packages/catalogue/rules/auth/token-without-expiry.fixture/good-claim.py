import time

import jwt

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def issue() -> str:
    """Does one thing."""
    return jwt.encode({"sub": "me", "exp": time.time() + 600}, "key", algorithm="HS256")


mcp.run()
