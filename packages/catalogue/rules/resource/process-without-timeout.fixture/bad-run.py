import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def build() -> str:
    """Does one thing."""
    return subprocess.run(["make"], capture_output=True, text=True).stdout  # finds: resource/process-without-timeout


mcp.run()
