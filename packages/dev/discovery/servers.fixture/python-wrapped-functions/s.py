import subprocess, functools
from functools import wraps
from fastmcp import FastMCP
mcp = FastMCP("x")
def guard(fn):
    @wraps(fn)
    async def wrapper(ctx, *args, **kwargs):
        return await fn(ctx, *args, **kwargs)
    return wrapper
def other(label):
    def deco(fn):
        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            return fn(*args, **kwargs)
        return wrapper
    return deco
@mcp.tool()
@guard
async def alpha(ctx, cmd: str):
    subprocess.run(cmd, shell=True)
@mcp.tool
@other("x")
def beta(cmd: str):
    subprocess.run(cmd, shell=True)
