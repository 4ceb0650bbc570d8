import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def convert(text: str) -> str:
    """Converts a text."""
    with open("/tmp/in.md", "w") as file:
        file.write(text)
    return subprocess.run(["pandoc", "/tmp/in.md"], capture_output=True, text=True).stdout


@mcp.tool()
def count(to: int) -> str:
    """Counts."""
    with open("/tmp/count.py", "w") as file:
        file.write(f"print(sum(range({to})))")
    return subprocess.run(["python3", "/tmp/count.py"], capture_output=True, text=True).stdout
