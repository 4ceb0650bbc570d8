from anthropic import Anthropic

client = Anthropic()

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def answer(question: str) -> str:
    """Does one thing."""
    reply = client.messages.create(model="m", max_tokens=100, system="You answer briefly.", messages=[{"role": "user", "content": question}])
    return str(reply)


mcp.run()
