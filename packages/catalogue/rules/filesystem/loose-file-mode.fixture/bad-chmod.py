import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


os.chmod("data/run.sh", 0o666)  # finds: filesystem/loose-file-mode


mcp.run()
