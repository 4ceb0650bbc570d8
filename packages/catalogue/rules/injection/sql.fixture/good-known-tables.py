import json
import sqlite3

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")
db = sqlite3.connect("shop.db")


def tables() -> list[str]:
    return [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def allowed() -> list[str]:
    with open("/etc/shop/tables.json") as file:
        return json.load(file)


@mcp.tool()
def rows(table: str) -> list:
    """Shows a table."""
    if table not in tables():
        raise ValueError("no such table")
    return db.execute(f"SELECT * FROM {table}").fetchall()


@mcp.tool()
def count(table: str) -> list:
    """Counts the rows of a table."""
    if table not in allowed():
        raise ValueError("no such table")
    return db.execute(f"SELECT count(*) FROM {table}").fetchall()
