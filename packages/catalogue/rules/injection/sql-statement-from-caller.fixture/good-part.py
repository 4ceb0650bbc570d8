import sqlite3

db = sqlite3.connect("app.db")

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def find_user(name: str) -> str:
    """Finds a user."""
    return str(db.execute(f"SELECT * FROM users WHERE name = '{name}'").fetchall())  # the injection rule speaks here


mcp.run()
