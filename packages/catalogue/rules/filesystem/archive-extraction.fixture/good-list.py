import tarfile

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def members(archive: str) -> str:
    """Does one thing."""
    with tarfile.open(archive) as tar:
        return str(tar.getnames())


mcp.run()
