import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


def run(command: str) -> str:
    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout  # finds: injection/shell-command


@mcp.tool()
def search(text: str) -> str:
    """Searches the logs."""
    return run("grep -r " + text + " logs")


mcp.run()
