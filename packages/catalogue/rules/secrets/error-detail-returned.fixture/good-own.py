import logging

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def run() -> str:
    """Does one thing."""
    try:
        return str(1 / 0)
    except Exception:
        logging.exception("run failed")
        return "the calculation failed"


mcp.run()
