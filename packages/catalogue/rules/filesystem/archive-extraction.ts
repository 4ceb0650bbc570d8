import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "filesystem/archive-extraction",
  ruleId: "MCP-B005",
  threatId: "MCP-081",
  tier: "T1",
  title: "Archive unpacked without a look at its members",
  since: "0.1.0",
  status: "stable",
  category: "path_traversal",
  severity: "high",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.7, exploitability: 0.7, impact: 0.8, detection: 0.8, amplification: 0.6 },
  cwe: [22],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1105"],
  msss: ["MCP-FS-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:L/SC:N/SI:N/SA:N",
  what: "An archive that a caller or another server supplies is unpacked, and its members are written where the archive says.",
  why: "A member named ../../.bashrc, or a link that points outside, is written outside of the target folder.",
  fix: 'Use the extraction filter of the library (filter="data" in Python), or resolve each member\'s path and refuse those outside of the folder.',
  misses: ["Unpacking member by member in hand-written loops.", "Archives that arrive by another way than an argument or a download."],
  messages: { found: "The archive from {source} is unpacked by {sink} without a check of its members' paths." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import tarfile
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def unpack(archive: str) -> str:
    with tarfile.open(archive) as tar:
        tar.extractall("out")
    return "done"
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import tarfile
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def unpack(archive: str) -> str:
    with tarfile.open(archive) as tar:
        tar.extractall("out", filter="data")
    return "done"
`,
        reason: "The data filter refuses members outside of the folder.",
      },
    ],
  },
  flow: { from: ["tool-input", "resource-uri", "http-request", "remote-content"], to: ["archive-extract"] },
});
