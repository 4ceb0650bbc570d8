import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def archive(folder: str) -> str:
    """Packs a folder."""
    os.system(f"tar czf backup.tgz {folder}")  # finds: injection/shell-command
    return "done"


mcp.run()
