import shutil

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def unpack(archive: str) -> str:
    """Does one thing."""
    shutil.unpack_archive(archive, "out")  # finds: filesystem/archive-extraction
    return "done"


mcp.run()
