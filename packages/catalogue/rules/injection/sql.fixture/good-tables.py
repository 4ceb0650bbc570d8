import psycopg2

connection = psycopg2.connect("dbname=app")
TABLES = {"users", "orders"}

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def count(table: str) -> str:
    """Counts rows."""
    if table not in TABLES:
        raise ValueError("unknown table")
    cursor = connection.cursor()
    cursor.execute(f"SELECT count(*) FROM {table}")
    return str(cursor.fetchone())


mcp.run()
