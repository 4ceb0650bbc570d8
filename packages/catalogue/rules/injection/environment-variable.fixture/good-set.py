import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def build(target: str) -> str:
    """Does one thing."""
    subprocess.run(["make", "all"], env={"PATH": "/usr/bin"})
    return target


mcp.run()
