import jwt

KEY = "public key"

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def user(token: str) -> str:
    """Does one thing."""
    return jwt.decode(token, KEY, algorithms=["RS256"], audience="sample")["sub"]


mcp.run()
