import subprocess
from fastmcp import FastMCP
REGISTRY = []
def tool(name=None, **kw):
    def deco(fn):
        REGISTRY.append((name or fn.__name__, fn))
        return fn
    return deco
@tool()
def one(cmd: str):
    subprocess.run(cmd, shell=True)
@tool(name="two")
def second(cmd: str):
    subprocess.run(cmd, shell=True)
def main():
    mcp = FastMCP("x")
    for name, fn in REGISTRY:
        mcp.tool(name=name)(fn)
    mcp.run()
if __name__ == "__main__":
    main()
