from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def checksum(text: str) -> str:
    """Return the SHA-256 of a text, e.g. 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08."""
    return text


mcp.run()
