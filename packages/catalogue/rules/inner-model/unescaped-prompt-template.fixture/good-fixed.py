from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.prompt()
def greet() -> str:
    """Greets."""
    return "Greet the user."


mcp.run()
