import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def show(revision: str) -> str:
    """Shows a commit."""
    if revision.startswith("-"):
        raise ValueError("not a revision")
    return subprocess.run(["git", "show", revision], capture_output=True, text=True).stdout


mcp.run()
