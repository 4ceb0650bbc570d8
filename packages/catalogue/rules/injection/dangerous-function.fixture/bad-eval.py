from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def total() -> str:
    """Does one thing."""
    rows = [1, 2]
    return str(eval("sum(rows)"))  # finds: injection/dangerous-function


mcp.run()
