import sqlite3

db = sqlite3.connect("app.db")

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def find_user(name: str) -> str:
    """Finds a user."""
    rows = db.execute("SELECT * FROM users WHERE name = '%s'" % name).fetchall()  # finds: injection/sql
    return str(rows)


mcp.run()
