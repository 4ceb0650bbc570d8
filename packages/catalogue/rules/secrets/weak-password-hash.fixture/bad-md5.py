import hashlib

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def store(password: str) -> str:
    """Does one thing."""
    digest = hashlib.md5(password.encode()).hexdigest()  # finds: secrets/weak-password-hash
    return digest


mcp.run()
