from mcp.server.fastmcp import Context

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
async def explain(text: str, ctx: Context) -> str:
    """Explains."""
    return str(await ctx.sample(text, max_tokens=300))


mcp.run()
