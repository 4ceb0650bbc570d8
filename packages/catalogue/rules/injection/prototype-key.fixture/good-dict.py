settings: dict[str, str] = {}

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def set_option(name: str, value: str) -> str:
    """Does one thing."""
    settings[name] = value
    return "set"


mcp.run()
