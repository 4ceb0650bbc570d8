import { defineRule } from "@mcp-assay/core/define/rule";
import { listenersOf } from "./listening/listeners.ts";
export default defineRule({
  key: "transport/http-on-all-interfaces",
  ruleId: "MCP-F003",
  threatId: "MCP-052",
  tier: "T1",
  title: "Server listens on every interface",
  since: "0.1.0",
  status: "stable",
  category: "transport",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.5, impact: 0.5, detection: 0.6, amplification: 0.1 },
  cwe: [1327, 668],
  owaspMcp: ["MCP07:2025", "MCP09:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1005"],
  msss: ["MCP-NET-02"],
  cvss: "AV:A/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:L/SC:L/SI:L/SA:N",
  what: "The server takes HTTP connections on all addresses of the machine, without being asked to.",
  why: "Everybody in the same network can call the tools: in a café, a company or a cluster. A server that is meant for one user's client needs loopback only.",
  fix: "Bind 127.0.0.1 unless a setting says otherwise, and ask for a token where other machines may connect.",
  misses: ["A host that is read from configuration.", "Containers and firewalls that limit who can connect."],
  messages: {
    open: "The server listens on {host}, reachable for every machine in the network.",
    default: "No host is given, so the server listens on every interface.",
  },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
import uvicorn
mcp = FastMCP("sample")
@mcp.tool()
def hello() -> str:
    return "hello"
uvicorn.run(mcp.streamable_http_app(), host="0.0.0.0", port=8000)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
import uvicorn
mcp = FastMCP("sample")
@mcp.tool()
def hello() -> str:
    return "hello"
uvicorn.run(mcp.streamable_http_app(), host="127.0.0.1", port=8000)
`,
        reason: "Only programs on the same machine can connect.",
      },
    ],
  },
  *onSurface(server, see) {
    if (server.tools.length === 0) return;
    for (const { place, reach, host } of listenersOf(server, see)) {
      if (reach === "all") yield { message: host === "" ? "default" : "open", holes: { host }, place };
    }
  },
});
