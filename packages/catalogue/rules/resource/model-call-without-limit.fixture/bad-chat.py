from openai import OpenAI

client = OpenAI()

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def explain(text: str) -> str:
    """Does one thing."""
    answer = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": text}])  # finds: resource/model-call-without-limit
    return str(answer)


mcp.run()
