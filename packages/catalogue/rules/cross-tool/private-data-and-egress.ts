import { defineRule } from "@mcp-assay/core/define/rule";

const READS = new Set(["path-read", "sql", "nosql"]);
const SENDS = new Set(["url", "url-host"]);

export default defineRule({
  key: "cross-tool/private-data-and-egress",
  ruleId: "MCP-J001",
  threatId: "MCP-005",
  tier: "T2",
  title: "One tool reads private data, another sends anywhere",
  since: "0.1.0",
  status: "stable",
  category: "data_exfiltration",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.7, exploitability: 0.5, impact: 0.7, detection: 0.8, amplification: 1 },
  cwe: [200],
  owaspMcp: ["MCP02:2025", "MCP03:2025", "MCP10:2025"],
  owaspAsi: ["ASI02"],
  safeMcp: ["SAFE-T1701", "SAFE-T1703", "SAFE-T1914"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:N/VA:N/SC:H/SI:N/SA:N",
  what: "A server has a tool that reads what the caller names on the user's machine or in a database, and a tool that sends data to an address which the caller names.",
  why: "Text that the model reads can lead it from one to the other: read the file, then send it. Neither tool is wrong, the pair is.",
  fix: "Split them into servers that are enabled separately, limit where the second may send to, or ask the user before it sends.",
  misses: ["Pairs across two servers.", "Sending through fixed services (mail, chat, issues) that others can read."],
  messages: { found: "{reader} reads private data and {sender} sends to any address: a model can be led from one to the other." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import requests
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def read(path: str) -> str:
    return open(path).read()
@mcp.tool()
def send(url: str, text: str) -> str:
    return requests.post(url, data=text, timeout=10).text
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
def read(path: str) -> str:
    return open(path).read()
@mcp.tool()
def report(text: str) -> str:
    return requests.post("https://api.example.com/report", data=text, timeout=10).text
`,
        reason: "The second tool sends to one fixed host.",
      },
    ],
  },
  looksAt: { from: ["tool-input"], to: ["path-read", "path-write", "sql", "nosql", "url", "url-host", "request-body"] },
  *onSurface(server, see) {
    const by = (kinds: ReadonlySet<string>) =>
      server.tools.find((tool) => see.flowsOf(tool).some(({ source, sink }) => source.kind === "tool-input" && kinds.has(sink.kind)));
    const reader = by(READS);
    const sender = by(SENDS);
    if (reader === undefined || sender === undefined) return;
    yield { message: "found", holes: { reader: reader.name, sender: sender.name }, place: sender.place, tool: sender.name };
  },
});
