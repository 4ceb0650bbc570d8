import json

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def restore(state: str) -> str:
    """Restores a state."""
    return str(json.loads(state))


mcp.run()
