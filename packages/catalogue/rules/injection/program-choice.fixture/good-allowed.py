import subprocess

ALLOWED = ("git", "node")

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def version(program: str) -> str:
    """Shows a version."""
    if program not in ALLOWED:
        raise ValueError("not allowed")
    return subprocess.run([program, "--version"], capture_output=True, text=True).stdout


mcp.run()
