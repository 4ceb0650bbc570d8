import os
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def deploy() -> str:
    """Does one thing."""
    subprocess.run(["deploy", "--token", os.environ["API_TOKEN"]])  # finds: secrets/secret-on-command-line
    return "done"


mcp.run()
