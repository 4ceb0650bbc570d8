from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read(path: str) -> str:
    """Does one thing."""
    try:
        with open(path) as file:
            return file.read()
    except FileNotFoundError:
        return ""


mcp.run()
