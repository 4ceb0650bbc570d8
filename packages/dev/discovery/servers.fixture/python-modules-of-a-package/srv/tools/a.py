import subprocess
def register(mcp):
    @mcp.tool()
    def one(cmd: str):
        subprocess.run(cmd, shell=True)
