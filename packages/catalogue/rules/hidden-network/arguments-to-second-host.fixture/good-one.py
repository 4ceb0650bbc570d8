import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def send_mail(text: str) -> str:
    """Does one thing."""
    requests.post("https://mail.example.com/send", json={"text": text}, timeout=5)
    return "sent"


mcp.run()
