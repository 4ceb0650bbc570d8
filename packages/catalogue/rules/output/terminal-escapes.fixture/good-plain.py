from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def status() -> str:
    """Does one thing."""
    return "failed"


mcp.run()
