class Settings:
    pass


settings = Settings()

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def set_option(name: str, value: str) -> str:
    """Does one thing."""
    setattr(settings, name, value)  # misses: injection/prototype-key
    return "set"


mcp.run()
