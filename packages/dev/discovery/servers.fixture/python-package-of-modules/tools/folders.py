import subprocess


def register(mcp):
    @mcp.tool()
    def list_folder(folder: str) -> str:
        return subprocess.getoutput("ls " + folder)
