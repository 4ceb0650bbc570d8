import re
import subprocess
from typing import Annotated

from mcp.server.fastmcp import FastMCP
from pydantic import AfterValidator, BaseModel, field_validator, model_validator

mcp = FastMCP("sample")


def host_name(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9.]+", value):
        raise ValueError("not a host")
    return value


class Target(BaseModel):
    host: str

    @field_validator("host")
    @classmethod
    def check(cls, value: str) -> str:
        return host_name(value)


class Whole(BaseModel):
    host: str

    @model_validator(mode="after")
    def check(self):
        if not re.fullmatch(r"[a-z0-9.]+", self.host):
            raise ValueError("not a host")
        return self


@mcp.tool()
def ping(target: Target) -> str:
    """Pings."""
    return subprocess.check_output(f"ping -c 1 {target.host}", shell=True, text=True)


@mcp.tool()
def trace(target: Whole) -> str:
    """Traces."""
    return subprocess.check_output(f"traceroute {target.host}", shell=True, text=True)


@mcp.tool()
def resolve(host: Annotated[str, AfterValidator(host_name)]) -> str:
    """Resolves."""
    return subprocess.check_output(f"dig {host}", shell=True, text=True)


@mcp.tool()
def probe(host: str) -> str:
    """Probes."""
    target = Target.model_validate({"host": host})
    return subprocess.check_output(f"nc -z {target.host} 80", shell=True, text=True)
