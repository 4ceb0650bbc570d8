import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "inner-model/foreign-text-returned",
  ruleId: "MCP-H103",
  threatId: "MCP-096",
  tier: "T2",
  title: "Foreign text returned to the model",
  since: "0.1.0",
  status: "stable",
  category: "prompt_injection",
  severity: "low",
  confidence: "medium",
  audience: "auditor",
  dimensions: { scope: 0.4, exploitability: 0.7, impact: 0.4, detection: 0.8, amplification: 1 },
  cwe: [1427],
  owaspMcp: ["MCP06:2025", "MCP10:2025"],
  owaspAsi: ["ASI01"],
  safeMcp: ["SAFE-T1102"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N",
  what: "The text of a page or of another server's answer, from an address that the caller chose, becomes a tool's answer as it is.",
  why: "Instructions in the text reach the model in the same place as the tool's own words (indirect prompt injection). It is what a fetching tool is for, so it is a risk to know rather than a mistake.",
  fix: "Mark foreign text as data with a boundary that it cannot know, limit its length, and say in the description that it is not to be followed.",
  misses: ["Text that is stored first and returned later.", "Marking, which is not judged."],
  messages: { found: "{entry} returns the text of {source} as it is." },
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
def ping(url: str) -> str:
    return str(requests.get(url, timeout=10).status_code)
`,
        reason: "Only a number is returned.",
      },
    ],
  },
  looksAt: { from: ["remote-content", "file-content", "database-content"], to: ["tool-result"] },
  *onTool(tool, see) {
    const flows = see.flowsOf(tool);
    const chosen = flows.some(({ source, sink }) => source.kind === "tool-input" && sink.kind === "url");
    const returned = flows.find(({ source, sink }) => source.kind === "remote-content" && sink.kind === "tool-result");
    if (!chosen || returned === undefined) return;
    const holes = { entry: `tool ${tool.name}`, source: returned.source.name };
    yield { message: "found", holes, place: returned.sink.place, trace: returned.steps, entries: returned.entries, tool: tool.name };
  },
});
