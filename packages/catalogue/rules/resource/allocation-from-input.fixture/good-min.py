import time

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def wait(seconds: float) -> str:
    """Does one thing."""
    time.sleep(min(seconds, 30))
    return "done"


mcp.run()
