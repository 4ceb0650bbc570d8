import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "network/secret-in-url",
  ruleId: "MCP-C004",
  threatId: "MCP-910",
  tier: "T1",
  title: "Credential inside a URL",
  since: "0.1.0",
  status: "stable",
  category: "secrets",
  severity: "low",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.3, impact: 0.5, detection: 0.7, amplification: 0.1 },
  cwe: [598],
  owaspMcp: ["MCP01:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1506"],
  msss: ["MCP-LOG-02"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:L/SI:N/SA:N",
  what: "A credential is part of the address of a request.",
  why: "Addresses are written to logs of proxies and servers, to histories and to error messages, where headers are not.",
  fix: "Send the credential in the Authorization header, where the service allows it.",
  misses: ["Addresses that are put together by a client library."],
  messages: { found: "{source} is part of the address that {sink} requests." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import os
import requests
key = os.environ["API_KEY"]
requests.get(f"https://api.example.com/search?key={key}", timeout=10)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import os
import requests
key = os.environ["API_KEY"]
requests.get("https://api.example.com/search", headers={"Authorization": "Bearer " + key}, timeout=10)
`,
        reason: "The key travels in a header.",
      },
    ],
  },
  flow: { from: ["secret"], to: ["url"] },
});
