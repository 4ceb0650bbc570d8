import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "cross-tool/untrusted-content-and-power",
  ruleId: "MCP-J002",
  threatId: "MCP-925",
  tier: "T2",
  title: "One tool reads foreign text, another runs commands",
  since: "0.1.0",
  status: "stable",
  category: "data_exfiltration",
  severity: "low",
  confidence: "medium",
  audience: "auditor",
  dimensions: { scope: 0.8, exploitability: 0.4, impact: 0.8, detection: 0.8, amplification: 1 },
  cwe: [1427],
  owaspMcp: ["MCP02:2025", "MCP03:2025", "MCP10:2025"],
  owaspAsi: ["ASI02"],
  safeMcp: ["SAFE-T1701", "SAFE-T1703", "SAFE-T1914"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:N/VA:N/SC:H/SI:N/SA:N",
  what: "A server has a tool that fetches what the caller names on the network, and a tool that runs commands or code of the caller.",
  why: "A page can hold instructions for the model that reads it, and the second tool carries them out.",
  fix: "Split them into servers that are enabled separately, or have the user confirm each command.",
  misses: ["Pairs across two servers."],
  messages: { found: "{reader} fetches foreign text and {runner} runs what it is given: text can lead the model from one to the other." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import subprocess
import requests
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def fetch(url: str) -> str:
    return requests.get(url, timeout=10).text
@mcp.tool()
def run(command: str) -> str:
    return subprocess.check_output(command, shell=True, text=True)
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
def fetch(url: str) -> str:
    return requests.get(url, timeout=10).text
@mcp.tool()
def count(text: str) -> str:
    return str(len(text))
`,
        reason: "Nothing is run.",
      },
    ],
  },
  looksAt: {
    from: ["tool-input"],
    to: ["url", "url-host", "path-read", "path-write", "path-delete", "shell-command", "program", "argv-option", "code", "sql"],
  },
  *onSurface(server, see) {
    const by = (...kinds: readonly string[]) =>
      server.tools.find((tool) => see.flowsOf(tool).some(({ source, sink }) => source.kind === "tool-input" && kinds.includes(sink.kind)));
    const reader = by("url");
    const runner = by("shell-command", "code");
    if (reader === undefined || runner === undefined || reader === runner) return;
    yield { message: "found", holes: { reader: reader.name, runner: runner.name }, place: runner.place, tool: runner.name };
  },
});
