import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/stored-data-executed",
  ruleId: "MCP-A012",
  threatId: "MCP-906",
  tier: "T2",
  title: "Stored data is executed",
  since: "0.1.0",
  status: "stable",
  category: "code_injection",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.9, exploitability: 0.5, impact: 0.9, detection: 0.8, amplification: 0.6 },
  cwe: [94],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-EXEC-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
  what: "Text that was read from a file or a database is evaluated as code or compiled as a template.",
  why: "Another tool, another user or a document may have put the text there. The way from writing to running takes two calls, and no single call looks dangerous.",
  fix: "Store data, not code. Keep what is evaluated in files that nothing but the package writes.",
  misses: ["Stores that no model knows."],
  messages: { found: "{source} is read from storage and executed by {sink}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from pathlib import Path
exec(Path("state/macro.txt").read_text())
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import json
from pathlib import Path
print(json.loads(Path("state/macro.json").read_text()))
`,
        reason: "The file holds values only.",
      },
    ],
  },
  flow: { from: ["file-content", "database-content"], to: ["code", "template-source"] },
});
