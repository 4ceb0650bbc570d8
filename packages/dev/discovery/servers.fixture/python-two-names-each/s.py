import subprocess
from fastmcp import FastMCP
def create(lang):
    server = FastMCP("x")
    def register_tool(name, schema):
        def decorator(func):
            server.tool(func, name=name, output_schema=schema)
            server.tool(func, name=f"wikipedia_{name}", output_schema=schema)
            return func
        return decorator
    @register_tool("alpha", {})
    def a(cmd: str):
        subprocess.run(cmd, shell=True)
    @register_tool("beta", {})
    def b(cmd: str):
        subprocess.run(cmd, shell=True)
    return server
if __name__ == "__main__":
    create("en").run()
