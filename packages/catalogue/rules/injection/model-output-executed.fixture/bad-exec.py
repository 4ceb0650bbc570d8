from openai import OpenAI

client = OpenAI()

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def plot(data: str) -> str:
    """Does one thing."""
    answer = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": data}])
    exec(answer.choices[0].message.content)  # finds: injection/model-output-executed
    return "done"


mcp.run()
