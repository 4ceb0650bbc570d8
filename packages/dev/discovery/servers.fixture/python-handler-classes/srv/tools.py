import os, subprocess
from mcp.types import Tool
api_key = os.getenv("API_KEY", "")
if api_key == "":
    raise ValueError("API_KEY required")
LIST = "list_files"
class ToolHandler():
    def __init__(self, tool_name: str):
        self.name = tool_name
    def get_tool_description(self) -> Tool:
        raise NotImplementedError()
    def run_tool(self, args: dict):
        raise NotImplementedError()
class ListFiles(ToolHandler):
    def __init__(self):
        super().__init__(LIST)
    def get_tool_description(self):
        return Tool(name=self.name, description="Lists.", inputSchema={"type":"object","properties":{"cmd":{"type":"string"}}})
    def run_tool(self, args: dict):
        subprocess.run(args["cmd"], shell=True)
class RunIt(ToolHandler):
    def __init__(self):
        super().__init__("run_it")
    def get_tool_description(self):
        return Tool(name=self.name, description="Runs.", inputSchema={"type":"object","properties":{"cmd":{"type":"string"}}})
    def run_tool(self, args: dict):
        subprocess.run(args["cmd"], shell=True)
