import shutil

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def clean(folder: str, dry_run: bool) -> str:
    """Does one thing."""
    if not dry_run:
        shutil.rmtree(folder)
    return "done"


mcp.run()
