from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


@mcp.tool()
def read(path: str) -> str:
    with open(path) as file:  # finds: filesystem/unrestricted-path
        return file.read()
