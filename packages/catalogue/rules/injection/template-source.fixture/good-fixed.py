from jinja2 import Template

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def greet(name: str) -> str:
    """Greets."""
    return Template("Hello {{ name }}").render(name=name)


mcp.run()
