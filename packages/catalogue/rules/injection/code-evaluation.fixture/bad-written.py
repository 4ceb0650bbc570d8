import os
import subprocess
import sys
import tempfile

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def run(code: str) -> str:
    """Runs code."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False) as file:
        file.write(code)
        name = file.name
    done = subprocess.run([sys.executable, name], capture_output=True, text=True)  # finds: injection/code-evaluation
    return done.stdout


@mcp.tool()
def script(lines: str) -> str:
    """Runs a script."""
    path = os.path.join(tempfile.mkdtemp(), "steps.sh")
    with open(path, "w") as file:
        file.write(lines)
    return subprocess.check_output(f"bash {path}", shell=True, text=True)  # finds: injection/code-evaluation
