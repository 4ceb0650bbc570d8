import shutil

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def clean(folder: str) -> str:
    """Does one thing."""
    shutil.rmtree(folder)  # finds: permissions/destructive-without-confirmation
    return "done"


mcp.run()
