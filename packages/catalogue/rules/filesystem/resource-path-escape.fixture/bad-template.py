from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.resource("notes://{name}")
def note(name: str) -> str:
    """A note."""
    with open("notes/" + name) as file:  # finds: filesystem/resource-path-escape
        return file.read()


mcp.run()
