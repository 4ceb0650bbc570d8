from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response


@dataclass
class Security:
    check_hosts: bool = True
    allowed_hosts: list[str] = field(default_factory=list)


class SecurityMiddleware:
    def __init__(self, security: Security | None = None):
        # finds: transport/host-check-off-by-default
        self.security = security or Security(check_hosts=False)

    async def refuse(self, request: Request) -> Response | None:
        if not self.security.check_hosts:
            return None
        if request.headers.get("host") not in self.security.allowed_hosts:
            return Response("Invalid Host header", status_code=421)
        return None
