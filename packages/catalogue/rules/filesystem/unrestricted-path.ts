import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "filesystem/unrestricted-path",
  ruleId: "MCP-B020",
  threatId: "MCP-003",
  tier: "T1",
  title: "Tool opens any path that it is given",
  since: "0.1.0",
  status: "stable",
  category: "path_traversal",
  severity: "medium",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.8, exploitability: 0.7, impact: 0.7, detection: 0.5, amplification: 0.9 },
  cwe: [22, 73],
  owaspMcp: ["MCP02:2025"],
  owaspAsi: ["ASI02"],
  safeMcp: ["SAFE-T1105"],
  msss: ["MCP-FS-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N",
  what: "A tool takes a whole path from its caller and opens, writes or deletes it; no folder is set that it would have to stay in.",
  why: "The tool may be meant to work on files that the user names. A model that reads hostile text names other files: keys, settings of other programs, start scripts.",
  fix: "Let the operator name the folders the tool may use, resolve the path with its links, and refuse what does not lie below one of them.",
  misses: ["Operating system limits around the server (containers, sandboxes) are not seen."],
  messages: {
    read: "{source} of {entry} is the path that {sink} reads; nothing holds it below a folder. ({guard})",
    write: "{source} of {entry} is the path that {sink} writes; nothing holds it below a folder. ({guard})",
    delete: "{source} of {entry} is the path that {sink} deletes; nothing holds it below a folder. ({guard})",
    open: "{source} of {entry} is the path that {sink} opens; nothing holds it below a folder. ({guard})",
  },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def read(path: str) -> str:
    with open(path) as file:
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
ROOT = Path("/srv/notes").resolve()
@mcp.tool()
def read(path: str) -> str:
    file = Path(path).resolve()
    if not file.is_relative_to(ROOT):
        raise ValueError("outside")
    return file.read_text()
`,
        reason: "The path is resolved and held below a folder.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "prompt-argument", "completion-argument", "elicitation"],
    to: ["path-read", "path-write", "path-delete", "path-exec"],
    whole: true,
    message: { "path-read": "read", "path-write": "write", "path-delete": "delete", "path-exec": "open" },
  },
});
