import os
from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def deploy() -> str:
    """Does one thing."""
    branch = Path("BRANCH").read_text()
    os.system(f"git checkout {branch}")  # finds: injection/direct-shell
    return "done"


mcp.run()
