from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def run() -> str:  # finds: secrets/error-detail-returned
    """Runs."""
    try:
        return str(1 / 0)
    except Exception as error:
        return str(error)


mcp.run()
