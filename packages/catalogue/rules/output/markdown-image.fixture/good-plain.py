from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def badge(note: str) -> str:
    """Does one thing."""
    return f"**{note}**"


mcp.run()
