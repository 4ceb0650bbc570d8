from mcp.server.fastmcp import Context

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
async def answer(question: str, ctx: Context) -> str:
    """Answers."""
    return str(await ctx.sample(question, max_tokens=100))


mcp.run()
