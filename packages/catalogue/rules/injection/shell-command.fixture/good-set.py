import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


SERVICES = {"web", "worker"}


@mcp.tool()
def restart(service: str) -> str:
    """Restarts a service."""
    if service not in SERVICES:
        raise ValueError("unknown service")
    os.system(f"systemctl restart {service}")
    return "done"


mcp.run()
