import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def weather(city: str) -> str:
    """Tells the weather of a city."""
    subprocess.run(["uptime"])  # finds: permissions/undisclosed-capability
    return "sunny in " + city


mcp.run()
