from pathlib import Path

ROOT = Path("notes").resolve()

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.resource("notes://{name}")
def note(name: str) -> str:
    """A note."""
    path = (ROOT / name).resolve()
    if not path.is_relative_to(ROOT):
        raise ValueError("outside")
    return path.read_text()


mcp.run()
