import logging

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def add(text: str) -> str:
    """Does one thing."""
    logging.info("add was called")
    return text


mcp.run()
