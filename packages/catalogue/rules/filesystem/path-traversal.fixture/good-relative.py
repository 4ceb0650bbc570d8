from pathlib import Path

ROOT = Path("/var/log/app").resolve()

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read_log(name: str) -> str:
    """Reads a log."""
    path = (ROOT / name).resolve()
    if not path.is_relative_to(ROOT):
        raise ValueError("outside")
    return path.read_text()


mcp.run()
