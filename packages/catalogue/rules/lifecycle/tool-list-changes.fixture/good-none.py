from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def greet(name: str) -> str:
    """Does one thing."""
    return "hello " + name


mcp.run()
