import uvicorn
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def hello() -> str:
    """Greets."""
    return "hello"


uvicorn.run(mcp.sse_app(), host="127.0.0.1", port=8000)  # finds: transport/local-http-without-authentication
