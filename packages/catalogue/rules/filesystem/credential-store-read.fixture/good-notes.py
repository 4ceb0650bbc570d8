from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def show() -> str:
    """Does one thing."""
    with open("/home/user/notes.txt") as file:
        return file.read()


mcp.run()
