from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def chart(city: str) -> str:
    """Draw a chart. The image is returned to the user."""
    return city


mcp.run()
