from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.prompt()
def summarise(text: str) -> str:  # finds: inner-model/unescaped-prompt-template
    """Summarises."""
    return "Summarise this: " + text


mcp.run()
