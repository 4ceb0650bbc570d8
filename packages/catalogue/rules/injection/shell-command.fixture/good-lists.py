import shlex
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def count(files: list[str]) -> str:
    """Counts lines."""
    return subprocess.run(shlex.join(["wc", "-l", "--", *files]), shell=True, capture_output=True, text=True).stdout


@mcp.tool()
def sizes(files: list[str]) -> str:
    """Counts bytes."""
    words = " ".join(shlex.quote(file) for file in files)
    return subprocess.run(f"wc -c -- {words}", shell=True, capture_output=True, text=True).stdout
