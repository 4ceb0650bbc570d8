import os

import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")
TOKEN = os.environ["BOT_TOKEN"]


@mcp.tool()
def notify(chat: str, text: str) -> str:
    """Sends a message to a chat."""
    requests.post(f"https://api.telegram.org/bot{TOKEN}/sendMessage", json={"chat_id": chat, "text": text, "disable_web_page_preview": True}, timeout=10)
    return "sent"


mcp.run()
