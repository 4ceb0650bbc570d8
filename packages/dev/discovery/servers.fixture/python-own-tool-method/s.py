import subprocess
from fastmcp import FastMCP
class Mine(FastMCP):
    def tool(self, *args, **kwargs):
        def deco(fn):
            return super(Mine, self).tool(*args, **kwargs)(fn)
        return deco
mcp = Mine("x")
@mcp.tool()
def one(cmd: str):
    subprocess.run(cmd, shell=True)
