import queue
import subprocess
import threading

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")
jobs: queue.Queue = queue.Queue()


def work() -> None:
    while True:
        job = jobs.get()
        subprocess.run(job["command"], shell=True, check=False)  # finds: injection/shell-command


threading.Thread(target=work, daemon=True).start()


@mcp.tool()
def later(name: str) -> str:
    """Converts a file later."""
    jobs.put({"command": f"convert {name}"})
    return "queued"
