import uvicorn
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def hello() -> str:
    """Greets."""
    return "hello"


uvicorn.run(mcp.sse_app(), port=8000)
