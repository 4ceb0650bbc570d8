from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def remember(note: str) -> str:
    """Store a note the user asked you to remember. The user can delete it at any time."""
    return note


mcp.run()
