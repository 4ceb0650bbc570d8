from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def login(user: str, password: str) -> str:  # finds: secrets/secret-named-parameter
    """Logs in."""
    return user


mcp.run()
