import jwt

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def issue() -> str:
    """Does one thing."""
    return jwt.encode({"sub": "me"}, "key", algorithm="HS256")  # finds: auth/token-without-expiry


mcp.run()
