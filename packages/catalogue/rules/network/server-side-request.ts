import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "network/server-side-request",
  ruleId: "MCP-C001",
  threatId: "MCP-060",
  tier: "T1",
  title: "Caller chooses the host of a request",
  since: "0.1.0",
  status: "stable",
  category: "ssrf",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.75, exploitability: 1, impact: 0.6, detection: 0.8, amplification: 1 },
  cwe: [918],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI02"],
  safeMcp: ["SAFE-T1104"],
  msss: ["MCP-NET-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:H/SI:L/SA:N",
  what: "The address of an outgoing request comes from a caller, and nothing limits the host.",
  why: "The request leaves from where the server stands: it reaches cloud metadata, services on localhost and hosts behind the firewall, and its answer goes back to the model.",
  fix: "Build the URL on a fixed host, or compare the parsed host name with a list. Where any public site must be reachable, resolve the name, refuse private, loopback and link-local addresses, connect to the address that was checked, and check every redirect again.",
  misses: [
    "Redirects that leave an allowed host.",
    "A name that resolves differently between check and connection.",
    "Network policy outside of the program, which makes the finding harmless.",
  ],
  messages: { found: "{source} of {entry} chooses the host that {sink} connects to. ({guard})" },
  examples: {
    bad: [
      {
        language: "python",
        code: `import requests
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def fetch(url: str) -> str:
    return requests.get(url, timeout=10).text
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import requests
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def fetch(page: str) -> str:
    return requests.get("https://api.example.com/pages/" + page, timeout=10).text
`,
        reason: "The host is fixed; the caller chooses a page on it.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["url", "url-host"],
  },
});
