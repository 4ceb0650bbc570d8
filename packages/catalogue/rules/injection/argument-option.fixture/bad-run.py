import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def show(revision: str) -> str:
    """Shows a commit."""
    return subprocess.run(["git", "show", revision], capture_output=True, text=True).stdout  # finds: injection/argument-option


mcp.run()
