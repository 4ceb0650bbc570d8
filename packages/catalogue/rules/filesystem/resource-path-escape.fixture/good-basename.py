import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.resource("notes://{name}")
def note(name: str) -> str:
    """A note."""
    with open(os.path.join("notes", os.path.basename(name))) as file:
        return file.read()


mcp.run()
