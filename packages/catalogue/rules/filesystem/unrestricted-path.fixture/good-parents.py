from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")
ROOT = Path("/srv/notes").resolve()


@mcp.tool()
def read(name: str) -> str:
    """Reads a note."""
    note = (ROOT / name).resolve()
    if ROOT not in note.parents:
        raise ValueError("outside")
    return note.read_text()


@mcp.tool()
def write(name: str, text: str) -> str:
    """Writes a note."""
    note = (ROOT / name).resolve()
    if not note.is_relative_to(ROOT):
        raise ValueError("outside")
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(text)
    return "written"
