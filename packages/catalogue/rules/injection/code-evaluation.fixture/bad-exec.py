from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def run_code(code: str) -> str:
    """Runs Python."""
    scope = {}
    exec(code, scope)  # finds: injection/code-evaluation
    return str(scope.get("result"))


mcp.run()
