import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "filesystem/resource-path-escape",
  ruleId: "MCP-B003",
  threatId: "MCP-212",
  tier: "T1",
  title: "Resource URI chooses a file",
  since: "0.1.0",
  status: "stable",
  category: "path_traversal",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.9, impact: 0.7, detection: 0.7, amplification: 0.7 },
  cwe: [22],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1105"],
  msss: ["MCP-FS-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:L/SC:N/SI:N/SA:N",
  what: "The URI of a resource, or a variable of its template, reaches a file operation, and nothing holds the path below a folder.",
  why: "A client reads any resource it can name. With ../ or an encoded slash in the URI it reads any file of the server.",
  fix: "Decode the URI once, resolve the path and compare it with the root before reading; or serve only the resources that were listed.",
  misses: ["Containment by the operating system."],
  messages: { found: "{source} of {entry} chooses the file that {sink} opens ({guard})." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.resource("notes://{name}")
def note(name: str) -> str:
    with open("notes/" + name) as file:
        return file.read()
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from pathlib import Path
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
ROOT = Path("notes").resolve()
@mcp.resource("notes://{name}")
def note(name: str) -> str:
    path = (ROOT / name).resolve()
    if not path.is_relative_to(ROOT):
        raise ValueError("outside")
    return path.read_text()
`,
        reason: "The resolved path is compared with the root.",
      },
    ],
  },
  flow: { from: ["resource-uri"], to: ["path-read", "path-write", "path-delete", "path-exec"] },
});
