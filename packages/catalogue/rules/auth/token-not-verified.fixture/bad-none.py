import jwt

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def user(token: str) -> str:
    """Does one thing."""
    return jwt.decode(token, "", algorithms="none")["sub"]  # finds: auth/token-not-verified


mcp.run()
