from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def clean(text: str) -> str:
    """Remove characters from U+E0000 to U+E007F from a text."""
    return text


mcp.run()
