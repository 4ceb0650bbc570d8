import xml.sax

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def count() -> str:
    """Does one thing."""
    xml.sax.parseString("<a/>", xml.sax.ContentHandler())
    return "done"


mcp.run()
