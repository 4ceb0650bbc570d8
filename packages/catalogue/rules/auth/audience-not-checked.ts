import { defineRule } from "@mcp-assay/core/define/rule";
import { isGiven } from "../transport/listening/listeners.ts";
export default defineRule({
  key: "auth/audience-not-checked",
  ruleId: "MCP-F009",
  threatId: "MCP-265",
  tier: "T1",
  title: "Token for another service is accepted",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.4, impact: 0.6, detection: 0.8, amplification: 0.1 },
  cwe: [345, 287],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1308", "SAFE-T1706"],
  msss: ["MCP-AUTHZ-01"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "A server on the network verifies a token without saying for which audience it must have been issued.",
  why: "A token that the same issuer gave out for another service opens this one too.",
  fix: "Pass the server's own identifier as audience (and the issuer) when verifying.",
  misses: ["An audience that is compared by hand after verification."],
  messages: { found: "{sink} verifies a token and names no audience." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import jwt
KEY = "key"
claims = jwt.decode("token", KEY, algorithms=["RS256"])
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import jwt
KEY = "key"
claims = jwt.decode("token", KEY, algorithms=["RS256"], audience="https://mcp.example.com")
`,
        reason: "The audience is named.",
      },
    ],
  },
  onCall: {
    operations: ["jwt-verify"],
    *check(call, see) {
      const { audience, algorithms } = call.roles;
      if (isGiven(audience) || !isGiven(algorithms) || call.roles["decode-only"] !== undefined) return;
      const { file, startLine, endLine } = call.place;
      const text =
        see
          .read(file)
          ?.text.split("\n")
          .slice(Math.max(startLine - 10, 0), endLine + 15)
          .join("\n") ?? "";
      if (!/\baud(?:ience)?\b["']?\s*[:=\])!]|\.aud\b/i.test(text))
        yield { message: "found", holes: { sink: call.api }, place: call.place };
    },
  },
});
