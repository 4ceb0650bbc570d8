import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/program-choice",
  ruleId: "MCP-A002",
  threatId: "MCP-002",
  tier: "T1",
  title: "Caller chooses the program that is started",
  since: "0.1.0",
  status: "stable",
  category: "command_injection",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 1, exploitability: 0.9, impact: 1, detection: 0.7, amplification: 1 },
  cwe: [426, 749],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101", "SAFE-T1104"],
  msss: ["MCP-EXEC-02"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
  what: "The name or path of a program that the server starts comes from a caller.",
  why: "Who chooses the program needs no shell: an interpreter, a downloaded file or a tool with a command option is enough to run anything.",
  fix: "Fix the program in the code. Where several are needed, map a short name that the caller may choose to a path that the code fixes.",
  misses: [
    "Programs named by a file or by the environment that a caller can write.",
    "Requests over plain HTTP: auth/program-started-on-request asks who sent them.",
  ],
  messages: { found: "{source} of {entry} chooses the program that {sink} starts." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import subprocess
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def run(program: str) -> str:
    return subprocess.check_output([program, "--version"], text=True)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import subprocess
PROGRAMS = {"git": "/usr/bin/git", "node": "/usr/bin/node"}
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def version(program: str) -> str:
    return subprocess.check_output([PROGRAMS[program], "--version"], text=True)
`,
        reason: "The caller picks a key; the paths are the program's own.",
      },
    ],
  },
  flow: { from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "elicitation"], to: ["program"] },
});
