from jinja2 import Template

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def render(template: str) -> str:
    """Renders a text."""
    return Template(template).render()  # finds: injection/template-source


mcp.run()
