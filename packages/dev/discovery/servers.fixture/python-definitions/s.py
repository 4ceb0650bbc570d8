import subprocess
from dataclasses import dataclass
from typing import Callable
from mcp.server.fastmcp import FastMCP
@dataclass
class ToolDefinition:
    fn: Callable
    description: str
    name: str | None = None
    def get_name(self):
        return self.name or self.fn.__name__
def one(cmd: str):
    subprocess.run(cmd, shell=True)
def _two(cmd: str):
    subprocess.run(cmd, shell=True)
def defs():
    return [ToolDefinition(fn=one, description="d"), ToolDefinition(fn=_two, description="e", name="two")]
def register(mcp, exclude):
    for d in defs():
        if d.get_name() in exclude:
            continue
        mcp.tool(name=d.get_name(), description=d.description)(d.fn)
mcp = FastMCP("x")
register(mcp, [])
