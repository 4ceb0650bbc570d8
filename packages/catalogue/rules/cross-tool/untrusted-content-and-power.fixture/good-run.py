import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def run(command: str) -> str:
    """Does one thing."""
    return subprocess.check_output(command, shell=True, text=True)


mcp.run()
