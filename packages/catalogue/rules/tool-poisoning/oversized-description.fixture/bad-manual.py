from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def convert(city: str) -> str:  # finds: tool-poisoning/oversized-description
    """Convert a unit.
    
    Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full.
    """
    return city


mcp.run()
