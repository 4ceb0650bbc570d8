import jwt

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def user(token: str) -> str:
    """Does one thing."""
    return jwt.decode(token, options={"verify_signature": False})["sub"]  # finds: auth/token-not-verified


mcp.run()
