from anthropic import Anthropic

client = Anthropic()

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def answer(style: str) -> str:
    """Does one thing."""
    reply = client.messages.create(model="m", max_tokens=100, system="You write like " + style, messages=[])  # finds: inner-model/untrusted-system-prompt
    return str(reply)


mcp.run()
