from slack_sdk import WebClient

client = WebClient(token="x")

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def post(text: str) -> str:
    """Does one thing."""
    client.chat_postMessage(channel="general", text=text, unfurl_links=False)
    return "posted"


mcp.run()
