import uvicorn
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def hello() -> str:
    """Greets."""
    return "hello"


uvicorn.run(mcp.streamable_http_app(), host="0.0.0.0", port=8000)  # finds: transport/http-without-authentication
