import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "filesystem/check-then-use",
  ruleId: "MCP-B007",
  threatId: "MCP-250",
  tier: "T1",
  title: "File is checked by name, then opened by name",
  since: "0.1.0",
  status: "stable",
  category: "path_traversal",
  severity: "low",
  confidence: "low",
  audience: "pedantic",
  dimensions: { scope: 0.4, exploitability: 0.2, impact: 0.5, detection: 0.8, amplification: 0.1 },
  cwe: [367],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1105"],
  msss: ["MCP-FS-02"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:H/SI:L/SA:N",
  what: "A function asks about a caller's path and opens it afterwards by name.",
  why: "Between the two, another process can put a link in the file's place, and the check speaks about a file that is no longer there.",
  fix: "Open first, then ask the open file (fstat), or handle the error of opening instead of asking.",
  misses: ["Check and use in different functions."],
  messages: { found: "{check} looks at a path before {sink} opens it by name in the same function." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import os
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def read(path: str) -> str:
    if os.path.exists(path):
        with open(path) as file:
            return file.read()
    return ""
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def read(path: str) -> str:
    try:
        with open(path) as file:
            return file.read()
    except FileNotFoundError:
        return ""
`,
        reason: "The file is opened at once.",
      },
    ],
  },
  onCall: {
    operations: ["file-read", "file-write", "file-delete"],
    *check(call, see) {
      if (call.roles.path?.sources.includes("tool-input") !== true) return;
      const check = see.operations.find(
        ({ kind, roles, place, functionName }) =>
          kind === "file-check" &&
          roles.path?.sources.includes("tool-input") === true &&
          place.file === call.place.file &&
          functionName === call.functionName &&
          place.startLine < call.place.startLine,
      );
      if (check !== undefined) yield { message: "found", holes: { check: check.api, sink: call.api }, place: call.place };
    },
  },
});
