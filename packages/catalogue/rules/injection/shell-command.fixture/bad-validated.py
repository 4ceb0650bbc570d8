import re
import subprocess

from mcp.server.fastmcp import FastMCP
from pydantic import BaseModel, field_validator

mcp = FastMCP("sample")


class Target(BaseModel):
    host: str
    label: str

    @field_validator("label")
    @classmethod
    def check(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z0-9.]+", value):
            raise ValueError("not a label")
        return value


class Short(BaseModel):
    host: str

    @field_validator("host")
    @classmethod
    def check(cls, value: str) -> str:
        if len(value) > 100:
            raise ValueError("too long")
        return value


@mcp.tool()
def ping(target: Target) -> str:
    """Pings."""
    return subprocess.check_output(f"ping -c 1 {target.host}", shell=True, text=True)  # finds: injection/shell-command


@mcp.tool()
def trace(target: Short) -> str:
    """Traces."""
    return subprocess.check_output(f"traceroute {target.host}", shell=True, text=True)  # finds: injection/shell-command
