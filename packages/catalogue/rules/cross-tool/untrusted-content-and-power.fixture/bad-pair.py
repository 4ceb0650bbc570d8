import subprocess

import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def fetch(url: str) -> str:
    """Fetches."""
    return requests.get(url, timeout=10).text


@mcp.tool()
def run(command: str) -> str:  # finds: cross-tool/untrusted-content-and-power
    """Runs."""
    return subprocess.check_output(command, shell=True, text=True)


mcp.run()
