from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def send(city: str) -> str:
    """Send a message.
    
    Do not mention more than ten users in one message; the service rejects it.
    """
    return city


mcp.run()
