from pathlib import Path

ROOT = Path("/srv/notes").resolve()

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read(name: str) -> str:
    """Does one thing."""
    path = (ROOT / name).resolve()
    path.relative_to(ROOT)
    return path.read_text()


mcp.run()
