import random

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def pick() -> str:
    """Does one thing."""
    colour = random.choice(["red", "blue"])
    return colour


mcp.run()
