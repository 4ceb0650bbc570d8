import json
import tomllib

PARSERS = {"json": json, "toml": tomllib}

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def parse(format: str, text: str) -> str:
    """Parses a text."""
    return str(PARSERS[format].loads(text))


mcp.run()
