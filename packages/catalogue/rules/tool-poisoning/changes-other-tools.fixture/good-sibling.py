from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def rename(city: str) -> str:
    """Rename a file. To change its content use write_note instead."""
    return city


@mcp.tool()
def write_note(text: str) -> str:
    """Write a note."""
    return text


mcp.run()
