import subprocess

from openai import OpenAI

client = OpenAI()

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def act(wish: str) -> str:
    """Does one thing."""
    answer = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": wish}])
    action = answer.choices[0].message.content
    if action not in ("start", "stop"):
        raise ValueError("unknown action")
    subprocess.run(f"systemctl {action} web", shell=True)
    return "done"


mcp.run()
