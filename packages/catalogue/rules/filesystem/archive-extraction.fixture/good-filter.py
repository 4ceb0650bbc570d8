import tarfile

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def unpack(archive: str) -> str:
    """Does one thing."""
    with tarfile.open(archive) as tar:
        tar.extractall("out", filter="data")
    return "done"


mcp.run()
