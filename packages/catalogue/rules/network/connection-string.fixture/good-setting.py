import os

import psycopg2

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def test() -> str:
    """Does one thing."""
    psycopg2.connect(os.environ["DATABASE_URL"])
    return "connected"


mcp.run()
