import sqlite3

db = sqlite3.connect("app.db")

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def read_query(query: str) -> str:
    """Reads."""
    if not query.strip().upper().startswith("SELECT"):
        raise ValueError("only SELECT")
    return str(db.execute(query).fetchall())  # finds: injection/sql-statement-from-caller


mcp.run()
