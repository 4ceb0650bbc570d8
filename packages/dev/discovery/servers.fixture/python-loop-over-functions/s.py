import subprocess
from fastmcp import FastMCP
mcp = FastMCP("x")
def one(cmd: str):
    subprocess.run(cmd, shell=True)
def two(cmd: str):
    subprocess.run(cmd, shell=True)
TOOLS = [one, two]
for t in TOOLS:
    mcp.tool()(t)
