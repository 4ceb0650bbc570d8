import subprocess
from fastmcp import FastMCP
class Tools:
    def __init__(self, mcp: FastMCP):
        self.mcp = mcp
        self.mcp.tool()(self.do_it)
        self.mcp.tool(name="more")(self._more)
    async def do_it(self, cmd: str):
        subprocess.run(cmd, shell=True)
    def _more(self, cmd: str):
        subprocess.run(cmd, shell=True)
mcp = FastMCP("x")
Tools(mcp)
