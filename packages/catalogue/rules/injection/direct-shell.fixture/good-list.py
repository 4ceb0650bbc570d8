import subprocess
from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def deploy() -> str:
    """Does one thing."""
    branch = Path("BRANCH").read_text()
    subprocess.run(["git", "checkout", "--", branch])
    return "done"


mcp.run()
