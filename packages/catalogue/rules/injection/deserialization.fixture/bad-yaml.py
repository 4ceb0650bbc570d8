import yaml

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def configure(text: str) -> str:
    """Reads settings."""
    return str(yaml.load(text, Loader=yaml.UnsafeLoader))  # finds: injection/deserialization


mcp.run()
