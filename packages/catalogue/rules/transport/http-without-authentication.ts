import { defineRule } from "@mcp-assay/core/define/rule";
import { asksWhoCalls } from "./listening/callers.ts";
import { listenersOf } from "./listening/listeners.ts";
export default defineRule({
  key: "transport/http-without-authentication",
  ruleId: "MCP-F001",
  threatId: "MCP-217",
  tier: "T1",
  title: "Tools served over HTTP to everybody",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.7, impact: 0.6, detection: 0.6, amplification: 0.1 },
  cwe: [306],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1005"],
  msss: ["MCP-AUTHZ-01"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:L/SC:L/SI:L/SA:N",
  what: "A server offers its tools over HTTP, reachable from other machines, and nothing in its code looks at who is asking.",
  why: "Whoever reaches the port lists and calls every tool with the rights and credentials of the server.",
  fix: "Check a bearer token before the transport handles a request (the SDK's requireBearerAuth, an OAuth resource server, or a gateway), or bind loopback.",
  misses: ["Authentication by a proxy or gateway in front of the server.", "A check that is there but does not hold."],
  messages: { found: "The server {name} serves {count} tools over HTTP, and no code asks who the caller is." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import uvicorn
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sample")


@mcp.tool()
def hello() -> str:
    """Greets."""
    return "hello"


uvicorn.run(mcp.streamable_http_app(), host="0.0.0.0", port=8000)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def hello() -> str:
    return "hello"
mcp.run()
`,
        reason: "The server speaks over standard input and output only.",
      },
    ],
  },
  *onSurface(server, see) {
    if (server.tools.length === 0 || asksWhoCalls(server, see)) return;
    const open = listenersOf(server, see).find(({ reach }) => reach !== "loopback");
    if (open === undefined) return;
    yield { message: "found", holes: { name: server.name ?? "(no name)", count: server.tools.length }, place: open.place };
  },
});
