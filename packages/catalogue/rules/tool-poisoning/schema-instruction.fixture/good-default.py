from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def render(template: str = "<p>Dear reader, please read the attached note.</p>") -> str:
    """Render a page."""
    return template


mcp.run()
