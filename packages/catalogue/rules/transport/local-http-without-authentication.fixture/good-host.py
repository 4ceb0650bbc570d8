import uvicorn
from starlette.middleware.trustedhost import TrustedHostMiddleware
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")

app = TrustedHostMiddleware(mcp.sse_app(), allowed_hosts=["127.0.0.1", "localhost"])


@mcp.tool()
def hello() -> str:
    """Greets."""
    return "hello"


uvicorn.run(app, host="127.0.0.1", port=8000)
