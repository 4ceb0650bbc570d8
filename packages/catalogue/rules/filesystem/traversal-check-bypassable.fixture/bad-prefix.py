import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read(name: str) -> str:
    """Does one thing."""
    path = os.path.abspath(os.path.join("/srv/notes", name))
    if not path.startswith("/srv/notes"):
        raise ValueError("outside")
    with open(path) as file:  # finds: filesystem/traversal-check-bypassable
        return file.read()


mcp.run()
