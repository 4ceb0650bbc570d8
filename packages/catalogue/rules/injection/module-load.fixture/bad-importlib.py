import importlib

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def load(plugin: str) -> str:
    """Loads a plugin."""
    return str(importlib.import_module(plugin))  # finds: injection/module-load


mcp.run()
