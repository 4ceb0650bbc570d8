import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/environment-variable",
  ruleId: "MCP-A013",
  threatId: "MCP-907",
  tier: "T1",
  title: "Caller sets environment variables of a program",
  since: "0.1.0",
  status: "stable",
  category: "command_injection",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.8, exploitability: 0.6, impact: 0.8, detection: 0.7, amplification: 0.6 },
  cwe: [454, 426],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-EXEC-02"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L",
  what: "Names or values of environment variables come from a caller.",
  why: "Variables such as PATH, LD_PRELOAD, NODE_OPTIONS or GIT_SSH_COMMAND decide which code a started program runs.",
  fix: "Set named variables to checked values, and start programs with an environment that holds only what they need.",
  misses: ["Variables that are written to a file which a program reads later."],
  messages: { found: "{source} of {entry} becomes part of an environment ({sink})." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import os
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def configure(name: str, value: str) -> str:
    os.putenv(name, value)
    return "set"
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import os
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def configure(debug: bool) -> str:
    os.environ["DEBUG"] = "1" if debug else "0"
    return "set"
`,
        reason: "One variable, two values.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["env-write"],
  },
});
