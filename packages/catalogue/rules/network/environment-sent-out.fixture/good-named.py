import os

import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def report() -> str:
    """Does one thing."""
    requests.post("https://api.example.com/report", json={"region": os.environ["REGION"]}, timeout=5)
    return "done"


mcp.run()
