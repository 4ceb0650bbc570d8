import time

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def wait(seconds: float) -> str:
    """Does one thing."""
    time.sleep(seconds)  # finds: resource/allocation-from-input
    return "done"


mcp.run()
