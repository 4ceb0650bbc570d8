from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def weather(city: str) -> str:  # finds: tool-poisoning/invisible-text
    """Return the weather\u202e for a city."""
    return city


mcp.run()
