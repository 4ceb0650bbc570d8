import jwt

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def issue() -> str:
    """Does one thing."""
    return jwt.encode({"sub": "me", "exp": 1900000000}, "key", algorithm="HS256")


mcp.run()
