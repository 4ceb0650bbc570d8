import os

ROOT = "/var/log/app"

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read_log(name: str) -> str:
    """Reads a log."""
    path = os.path.realpath(os.path.join(ROOT, name))
    if os.path.commonpath([path, ROOT]) != ROOT:
        raise ValueError("outside")
    with open(path) as file:
        return file.read()


mcp.run()
