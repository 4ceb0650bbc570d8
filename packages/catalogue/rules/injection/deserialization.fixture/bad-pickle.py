import base64
import pickle

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def restore(state: str) -> str:
    """Restores a state."""
    return str(pickle.loads(base64.b64decode(state)))  # finds: injection/deserialization


mcp.run()
