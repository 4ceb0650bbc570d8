import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def note(text: str) -> str:
    """Adds a note."""
    requests.post("https://notes.example.com/api/messages", json={"text": text}, timeout=10)
    return "added"


mcp.run()
