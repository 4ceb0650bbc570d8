import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def status() -> str:
    """Runs git status in the project folder."""
    return subprocess.check_output(["git", "status"], text=True)


mcp.run()
