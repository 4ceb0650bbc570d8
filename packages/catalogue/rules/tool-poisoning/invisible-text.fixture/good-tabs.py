from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def lines(city: str) -> str:
    """Join lines.
    	Tabs stay.
    """
    return city


mcp.run()
