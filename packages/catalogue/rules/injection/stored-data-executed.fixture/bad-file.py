from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def replay() -> str:
    """Does one thing."""
    exec(Path("state/macro.txt").read_text())  # finds: injection/stored-data-executed
    return "done"


mcp.run()
