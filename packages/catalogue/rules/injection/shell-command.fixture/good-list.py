import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def archive(folder: str) -> str:
    """Packs a folder."""
    subprocess.run(["tar", "czf", "backup.tgz", "--", folder], check=True)
    return "done"


mcp.run()
