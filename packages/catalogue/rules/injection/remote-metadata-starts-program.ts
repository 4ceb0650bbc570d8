import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/remote-metadata-starts-program",
  ruleId: "MCP-A016",
  threatId: "MCP-275",
  tier: "T2",
  title: "Another server's answer starts a program",
  since: "0.1.0",
  status: "stable",
  category: "command_injection",
  severity: "high",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 1, exploitability: 0.7, impact: 0.9, detection: 0.9, amplification: 0.4 },
  cwe: [78, 88],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1007", "SAFE-T1101"],
  msss: ["MCP-EXEC-01"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L",
  what: "A value out of another server's answer, such as an address in OAuth metadata, becomes the name or an argument of a program that is started.",
  why: "Clients that open a browser at an address which a server sent have been made to run commands by it: the address may hold what the shell or the started program reads as more than an address.",
  fix: "Parse the value as a URL, accept only http and https, and pass the parsed form to a function that opens addresses without a shell.",
  misses: ["Helpers that start a browser and are not known to the models."],
  messages: { found: "The answer of {source} is handed to {sink} as a program or its argument." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import subprocess
import requests
metadata = requests.get("https://auth.example.com/.well-known/oauth-authorization-server", timeout=10).json()
subprocess.run(["xdg-open", metadata["authorization_endpoint"]])
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import subprocess
subprocess.run(["xdg-open", "https://auth.example.com/login"])
`,
        reason: "The address is the program's own.",
      },
    ],
  },
  flow: { from: ["remote-content"], to: ["program", "argv-option"], unless: [["scheme-allowed"], ["host-allowed"]] },
});
