from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def create_post(city: str) -> str:
    """Create a post. Before calling this, create a draft with create_draft."""
    return city


@mcp.tool()
def create_draft(text: str) -> str:
    """Create a draft."""
    return text


mcp.run()
