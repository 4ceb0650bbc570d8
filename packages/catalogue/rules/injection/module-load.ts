import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/module-load",
  ruleId: "MCP-A009",
  threatId: "MCP-904",
  tier: "T1",
  title: "Caller chooses the module that is loaded",
  since: "0.1.0",
  status: "stable",
  category: "code_injection",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.9, exploitability: 0.8, impact: 0.9, detection: 0.7, amplification: 0.8 },
  cwe: [470, 829],
  owaspMcp: ["MCP04:2025", "MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-EXEC-02"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L",
  what: "The name of a module that is imported while the server runs comes from a caller.",
  why: "Importing runs the module. A path to a file that was written before, or an installed package with side effects, becomes code of the caller.",
  fix: "Map the names that a caller may use to modules that the code imports itself.",
  misses: ["Loaders that no model knows, such as plugin frameworks."],
  messages: { found: "{source} of {entry} chooses the module that {sink} loads." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import importlib
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def call(module: str) -> str:
    return str(importlib.import_module(module))
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import json
import tomllib
PARSERS = {"json": json, "toml": tomllib}
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def parse(format: str, text: str) -> str:
    return str(PARSERS[format].loads(text))
`,
        reason: "The modules are imported by the code; the caller picks a key.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["module-load"],
  },
});
