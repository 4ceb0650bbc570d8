import { defineRule } from "@mcp-assay/core/define/rule";
import { isGiven } from "../transport/listening/listeners.ts";
export default defineRule({
  key: "auth/token-without-expiry",
  ruleId: "MCP-F007",
  threatId: "MCP-231",
  tier: "T1",
  title: "Token that never ends",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "low",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.3, impact: 0.4, detection: 0.7, amplification: 0.1 },
  cwe: [613],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: [],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N",
  what: "A JSON web token is signed without an end date.",
  why: "A token that leaks stays valid for ever.",
  fix: "Set an expiry of minutes or hours when signing (expiresIn, exp).",
  misses: ["Payloads that are built elsewhere and hold exp."],
  messages: { found: "{sink} signs a token without an expiry." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import jwt from "jsonwebtoken";
export const token = jwt.sign({ sub: "me" }, process.env.JWT_KEY);
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import jwt from "jsonwebtoken";
export const token = jwt.sign({ sub: "me" }, process.env.JWT_KEY, { expiresIn: "1h" });
`,
        reason: "The token ends after an hour.",
      },
    ],
  },
  onCall: {
    operations: ["jwt-sign"],
    *check(call, see) {
      if (isGiven(call.roles.expiry)) return;
      const { file, startLine, endLine } = call.place;
      const text =
        see
          .read(file)
          ?.text.split("\n")
          .slice(Math.max(startLine - 15, 0), endLine + 3)
          .join("\n") ?? "";
      if (!/\bexp(?:iresIn|iration(?:Time)?|iry)?\b["']?\s*[:=\]]|setExpirationTime/i.test(text))
        yield { message: "found", holes: { sink: call.api }, place: call.place };
    },
  },
});
