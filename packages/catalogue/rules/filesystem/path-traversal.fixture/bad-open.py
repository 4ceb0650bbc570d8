import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read_log(name: str) -> str:
    """Reads a log."""
    path = os.path.join("/var/log/app", name)
    with open(path) as file:  # finds: filesystem/path-traversal
        return file.read()


mcp.run()
