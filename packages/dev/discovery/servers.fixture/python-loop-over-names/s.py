import subprocess
from mcp.server.fastmcp import FastMCP
def one(cmd: str):
    subprocess.run(cmd, shell=True)
def two(cmd: str):
    subprocess.run(cmd, shell=True)
def register(mcp, tools):
    for name, fn in tools.items():
        mcp.add_tool(fn, name=name)
def main():
    mcp = FastMCP("x")
    register(mcp, {"one": one, "two": two})
    mcp.run()
