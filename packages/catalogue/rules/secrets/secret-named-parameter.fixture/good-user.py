from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def greet(user: str, key: str) -> str:
    """Does one thing."""
    return user + key


mcp.run()
