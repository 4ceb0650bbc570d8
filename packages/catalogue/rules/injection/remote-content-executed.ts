import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/remote-content-executed",
  ruleId: "MCP-A010",
  threatId: "MCP-095",
  tier: "T2",
  title: "Downloaded text is executed",
  since: "0.1.0",
  status: "stable",
  category: "code_injection",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 1, exploitability: 0.7, impact: 1, detection: 0.9, amplification: 0.5 },
  cwe: [494, 94],
  owaspMcp: ["MCP03:2025", "MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1201", "SAFE-T1207"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L",
  what: "What another server answered is run: as a shell command, as code, as a module or through a deserialiser.",
  why: "The tool does tomorrow what that server says tomorrow. Whoever controls the server, its name or the network between them controls the machine, and no review of the package shows it.",
  fix: "Ship the code with the package. If it must be fetched, pin its digest and compare it before running.",
  misses: ["Code that is stored in a file and run by another program.", "A digest check by hand, which is not told apart from none."],
  messages: { found: "The answer of {source} is executed by {sink}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import requests
exec(requests.get("https://example.com/plugin.py", timeout=10).text)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import requests
print(requests.get("https://example.com/news.txt", timeout=10).text)
`,
        reason: "The answer is shown, not run.",
      },
    ],
  },
  flow: { from: ["remote-content"], to: ["shell-command", "code", "module-load", "deserialize", "template-source"] },
});
