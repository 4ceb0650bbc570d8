import jwt

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def user(token: str) -> str:
    """Does one thing."""
    return jwt.decode(token, "key", algorithms=["RS256"])["sub"]  # finds: auth/audience-not-checked


mcp.run()
