import uvicorn
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")
# finds: authorisation/shared-state
access_token = None


@mcp.tool()
def hello() -> str:
    """Greets."""
    return "hello"


uvicorn.run(mcp.streamable_http_app(), host="127.0.0.1", port=8000)
