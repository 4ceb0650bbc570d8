from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def status() -> str:
    """Does one thing."""
    return "\x1b[31mfailed\x1b[0m"  # finds: output/terminal-escapes


mcp.run()
