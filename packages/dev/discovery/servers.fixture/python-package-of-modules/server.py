from mcp.server.fastmcp import FastMCP
from tools import register_all

mcp = FastMCP("sample")
register_all(mcp)
