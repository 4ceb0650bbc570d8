import os
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def deploy() -> str:
    """Does one thing."""
    subprocess.run(["deploy"], env={"API_TOKEN": os.environ["API_TOKEN"]})
    return "done"


mcp.run()
