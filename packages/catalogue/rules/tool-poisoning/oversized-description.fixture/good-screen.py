from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def convert(city: str) -> str:
    """Convert a unit.
    
    Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards.
    """
    return city


mcp.run()
