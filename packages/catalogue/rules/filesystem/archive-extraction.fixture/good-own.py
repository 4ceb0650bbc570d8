import tarfile

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def unpack() -> str:
    """Does one thing."""
    with tarfile.open("templates.tar.gz") as tar:
        tar.extractall("out")
    return "done"


mcp.run()
