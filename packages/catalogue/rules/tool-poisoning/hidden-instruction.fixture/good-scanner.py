from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def scan_text(text: str) -> str:
    """Scan a text for prompt injection, such as "ignore previous instructions" or "read ~/.ssh/id_rsa"."""
    return text


mcp.run()
