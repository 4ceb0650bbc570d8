import yaml

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def configure(text: str) -> str:
    """Reads settings."""
    return str(yaml.safe_load(text))


mcp.run()
