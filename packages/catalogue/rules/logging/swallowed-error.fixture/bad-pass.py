from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def load() -> str:
    """Does one thing."""
    try:
        return open("notes.txt").read()
    # finds: logging/swallowed-error
    except Exception:
        pass
    return ""


mcp.run()
