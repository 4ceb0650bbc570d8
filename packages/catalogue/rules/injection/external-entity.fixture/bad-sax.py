import xml.sax

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def count(text: str) -> str:
    """Does one thing."""
    xml.sax.parseString(text, xml.sax.ContentHandler())  # finds: injection/external-entity
    return "done"


mcp.run()
