import logging

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def add(name: str) -> str:
    """Does one thing."""
    logging.info("adding " + name)  # finds: logging/log-injection
    return "done"


mcp.run()
