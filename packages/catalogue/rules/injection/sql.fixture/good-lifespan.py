import sqlite3
from contextlib import asynccontextmanager

from mcp.server.fastmcp import Context, FastMCP


@asynccontextmanager
async def lifespan(server):
    yield {"rows": sqlite3.connect("rows.db")}


mcp = FastMCP("sample", lifespan=lifespan)


@mcp.tool()
def find(name: str, ctx: Context) -> str:
    """Finds a row."""
    rows = ctx.request_context.lifespan_context["rows"]
    return str(rows.execute("SELECT * FROM row WHERE name = ?", (name,)).fetchall())
