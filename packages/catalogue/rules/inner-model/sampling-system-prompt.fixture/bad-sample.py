from mcp.server.fastmcp import Context

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
async def answer(style: str, ctx: Context) -> str:
    """Answers."""
    return str(await ctx.sample("hello", system_prompt="You write like " + style, max_tokens=100))  # finds: inner-model/sampling-system-prompt


mcp.run()
