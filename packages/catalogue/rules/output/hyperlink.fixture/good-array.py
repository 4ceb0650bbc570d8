from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def first(index: int) -> str:
    """Does one thing."""
    rows = ["a", "b"]
    return rows[index]


mcp.run()
