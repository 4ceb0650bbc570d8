import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "secrets/secret-in-log",
  ruleId: "MCP-E005",
  threatId: "MCP-202",
  tier: "T1",
  title: "Credential written to a log",
  since: "0.1.0",
  status: "stable",
  category: "logging",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.4, impact: 0.7, detection: 0.8, amplification: 0.3 },
  cwe: [532],
  owaspMcp: ["MCP01:2025", "MCP08:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1506"],
  msss: ["MCP-LOG-02"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:L/SI:N/SA:N",
  what: "A credential, or the whole environment, is written to a log or to the console.",
  why: "Logs are copied, kept and read by more people and programs than the secret is meant for; clients show a server's standard error.",
  fix: "Log that a value is set, not the value; if it must be told apart, log its last characters.",
  misses: ["Objects that hold a secret somewhere inside and are logged by a library."],
  messages: { found: "{source} reaches the log through {sink}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import os
token = os.environ["API_TOKEN"]
print("starting with", token)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import os
token = os.environ["API_TOKEN"]
print("token is set:", bool(token))
`,
        reason: "Only whether it is set is written.",
      },
    ],
  },
  flow: { from: ["secret", "all-environment"], to: ["log"] },
});
