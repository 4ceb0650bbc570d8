import sqlite3
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from mcp.server.fastmcp import Context, FastMCP


class Runner:
    def run(self, command: str) -> str:
        return subprocess.check_output(command, shell=True, text=True)  # finds: injection/shell-command

    def fixed(self, name: str) -> str:
        return subprocess.check_output(["/usr/bin/ls", "--", name], text=True)


@dataclass
class State:
    runner: Runner
    rows: sqlite3.Connection


@asynccontextmanager
async def lifespan(server: FastMCP) -> AsyncIterator[State]:
    rows = sqlite3.connect("rows.db")
    try:
        yield State(runner=Runner(), rows=rows)
    finally:
        rows.close()


mcp = FastMCP("sample", lifespan=lifespan)


@mcp.tool()
def show(name: str, ctx: Context) -> str:
    """Shows a file."""
    return ctx.request_context.lifespan_context.runner.run(f"cat {name}")


@mcp.tool()
def listed(name: str, ctx: Context) -> str:
    """Lists a folder."""
    return ctx.request_context.lifespan_context.runner.fixed(name)
