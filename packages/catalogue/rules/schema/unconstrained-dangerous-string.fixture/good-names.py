from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def greet(name: str) -> str:
    """Greets."""
    return "hello " + name


mcp.run()
