from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def link(url: str) -> str:
    """Does one thing."""
    return f"[open]({url})"  # finds: output/hyperlink


mcp.run()
