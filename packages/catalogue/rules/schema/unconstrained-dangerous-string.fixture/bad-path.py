from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def describe(path: str) -> str:  # finds: schema/unconstrained-dangerous-string
    """Describes."""
    return path.upper()


mcp.run()
