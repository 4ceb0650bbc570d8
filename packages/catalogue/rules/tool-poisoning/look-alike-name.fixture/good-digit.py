from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read_file2(city: str) -> str:
    """Read a file."""
    return city


mcp.run()
