import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "network/tls-verification-off",
  ruleId: "MCP-C008",
  threatId: "MCP-052",
  tier: "T1",
  title: "Certificates are not checked",
  since: "0.1.0",
  status: "stable",
  category: "transport",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.7, exploitability: 0.6, impact: 0.7, detection: 0.9, amplification: 0.1 },
  cwe: [295],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI07"],
  safeMcp: ["SAFE-T1407"],
  msss: ["MCP-NET-03"],
  cvss: "AV:A/AC:H/AT:P/PR:N/UI:P/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "A connection is made with the check of the other side's certificate switched off.",
  why: "Anybody on the way can pretend to be the other server, read the token that is sent to it and answer what they like.",
  fix: "Leave the check on. For a private authority, give its certificate to the client.",
  misses: [
    "A switch that is read from configuration and off by default.",
    "Checks that are switched off by an environment variable outside of the program.",
  ],
  messages: { found: "{sink} connects without checking certificates." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import requests
requests.get("https://api.example.com", verify=False, timeout=10)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import requests
requests.get("https://api.example.com", verify="/etc/ssl/private-ca.pem", timeout=10)
`,
        reason: "A private authority is named; the check stays on.",
      },
    ],
  },
  onCall: {
    operations: ["http-request", "tls-options"],
    *check(call) {
      const off = ["tls-verify", "verify"].some((role) => {
        const constants = call.roles[role]?.constants ?? [];
        return constants.length > 0 && constants.every((value) => value === false);
      });
      const ignored = call.roles.ignore?.constants?.includes(true) === true;
      if (off || ignored) yield { message: "found", holes: { sink: call.api }, place: call.place };
    },
  },
});
