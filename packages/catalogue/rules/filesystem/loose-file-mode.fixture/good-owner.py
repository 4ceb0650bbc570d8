import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


os.chmod("data/run.sh", 0o700)
os.umask(0o077)


mcp.run()
