from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def save(path: str, text: str) -> str:
    """Saves a text."""
    Path("out/" + path).write_text(text)  # finds: filesystem/path-traversal
    return "saved"


mcp.run()
