import random

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def issue() -> str:
    """Does one thing."""
    otp = str(random.randint(100000, 999999))  # finds: secrets/weak-random-secret
    return otp


mcp.run()
