import psycopg2

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def test(dsn: str) -> str:
    """Does one thing."""
    psycopg2.connect(dsn)  # finds: network/connection-string
    return "connected"


mcp.run()
