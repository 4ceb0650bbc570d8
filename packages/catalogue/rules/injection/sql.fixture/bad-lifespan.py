import sqlite3
from contextlib import asynccontextmanager

import mcp.types as types
from mcp.server.lowlevel import Server


@asynccontextmanager
async def lifespan(server):
    yield {"rows": sqlite3.connect("rows.db")}


server = Server("sample", lifespan=lifespan)


@server.list_tools()
async def list_tools() -> list[types.Tool]:
    schema = {"type": "object", "properties": {"name": {"type": "string"}}}
    return [types.Tool(name="find", description="Finds a row.", inputSchema=schema)]


@server.call_tool()
async def call_tool(name: str, arguments: dict) -> list[types.TextContent]:
    rows = server.request_context.lifespan_context["rows"]
    found = rows.execute(f"SELECT * FROM row WHERE name = '{arguments['name']}'").fetchall()  # finds: injection/sql
    return [types.TextContent(type="text", text=str(found))]
