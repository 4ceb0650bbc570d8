import functools
import inspect
import subprocess
from mcp.server.fastmcp import FastMCP
def safe(fn):
    @functools.wraps(fn)
    async def inner(*args, **kwargs):
        try:
            return await fn(*args, **kwargs)
        except Exception:
            return "failed"
    return inner
class Tools:
    async def ping(self, host: str):
        subprocess.run(f"ping {host}", shell=True)
    async def trace(self, host: str):
        subprocess.run(f"traceroute {host}", shell=True)
    async def _helper(self):
        return 1
def register(server: FastMCP, tools: object):
    for name, method in inspect.getmembers(tools, predicate=inspect.iscoroutinefunction):
        if not name.startswith("_"):
            server.add_tool(safe(method), name=name)
mcp = FastMCP("x")
register(mcp, Tools())
mcp.run()
