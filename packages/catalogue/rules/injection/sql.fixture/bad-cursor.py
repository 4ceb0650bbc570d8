import psycopg2

connection = psycopg2.connect("dbname=app")

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def count(table: str) -> str:
    """Counts rows."""
    cursor = connection.cursor()
    cursor.execute(f"SELECT count(*) FROM {table}")  # finds: injection/sql
    return str(cursor.fetchone())


mcp.run()
