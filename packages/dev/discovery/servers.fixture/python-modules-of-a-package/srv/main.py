import importlib, pkgutil
from fastmcp import FastMCP
from . import tools
mcp = FastMCP("x")
for _, name, _ in pkgutil.iter_modules(tools.__path__):
    module = importlib.import_module(f"srv.tools.{name}")
    module.register(mcp)
mcp.run()
