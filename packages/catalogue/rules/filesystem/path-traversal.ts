import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "filesystem/path-traversal",
  ruleId: "MCP-B001",
  threatId: "MCP-003",
  tier: "T1",
  title: "Caller chooses the path of a file operation",
  since: "0.1.0",
  status: "stable",
  category: "path_traversal",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 1, impact: 0.8, detection: 0.7, amplification: 1 },
  cwe: [22],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1105"],
  msss: ["MCP-FS-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:L/SC:N/SI:N/SA:N",
  what: "A path that a caller gives reaches a file operation, and no check holds it below a folder.",
  why: "With ../ segments or an absolute path the caller leaves the folder that the tool is meant for and reaches keys, tokens and start-up files, as far as the server's account may.",
  fix: "Resolve the path and its symbolic links (realpath, Path.resolve), then compare it with the root by relative path or by root plus separator, and use the checked value. A bare file name may be reduced with basename.",
  misses: [
    "Containment by the operating system: a container or chroot makes the finding harmless, and cannot be seen here.",
    "A link that is swapped between check and use.",
  ],
  messages: {
    read: "{source} of {entry} chooses which file {sink} reads; nothing holds it below a folder. ({guard})",
    write: "{source} of {entry} chooses where {sink} writes; nothing holds it below a folder. ({guard})",
    delete: "{source} of {entry} chooses what {sink} deletes; nothing holds it below a folder. ({guard})",
    open: "{source} of {entry} chooses the path that {sink} opens; nothing holds it below a folder. ({guard})",
  },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def read_note(name: str) -> str:
    with open("notes/" + name) as file:
        return file.read()
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from pathlib import Path
ROOT = Path("notes").resolve()
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def read_note(name: str) -> str:
    path = (ROOT / name).resolve()
    if not path.is_relative_to(ROOT):
        raise ValueError("outside of the notes")
    return path.read_text()
`,
        reason: "The resolved path is compared with the root before it is used.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["path-read", "path-write", "path-delete", "path-exec"],
    whole: false,
    message: { "path-read": "read", "path-write": "write", "path-delete": "delete", "path-exec": "open" },
  },
});
