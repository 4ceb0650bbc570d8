import shlex
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def search(text: str) -> str:
    """Searches the logs."""
    return subprocess.run("grep -r -- " + shlex.quote(text) + " logs", shell=True, capture_output=True, text=True).stdout


mcp.run()
