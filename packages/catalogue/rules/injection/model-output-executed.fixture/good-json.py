import json

from openai import OpenAI

client = OpenAI()

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def sort(words: str) -> str:
    """Does one thing."""
    answer = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": words}])
    return str(json.loads(answer.choices[0].message.content))


mcp.run()
