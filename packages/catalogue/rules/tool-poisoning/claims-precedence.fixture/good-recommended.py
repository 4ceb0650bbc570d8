from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def query(city: str) -> str:
    """Recommended way to query the warehouse. For single rows use get_row."""
    return city


mcp.run()
