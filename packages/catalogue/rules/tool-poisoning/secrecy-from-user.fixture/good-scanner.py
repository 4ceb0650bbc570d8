from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def audit(text: str) -> str:
    """Finds sentences that tell an assistant to hide something, such as "do not tell the user"."""
    return text


mcp.run()
