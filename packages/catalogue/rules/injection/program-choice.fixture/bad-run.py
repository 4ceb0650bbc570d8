import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def run(program: str) -> str:
    """Runs a program."""
    return subprocess.run([program], capture_output=True, text=True).stdout  # finds: injection/program-choice


mcp.run()
