import httpx

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


async def load(address: str) -> str:
    async with httpx.AsyncClient() as client:
        answer = await client.get(address)  # finds: network/server-side-request
        return answer.text


@mcp.tool()
async def preview(link: str) -> str:
    """Shows the start of a page."""
    return (await load(link))[:200]


mcp.run()
