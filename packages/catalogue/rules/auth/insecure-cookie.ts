import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "auth/insecure-cookie",
  ruleId: "MCP-F015",
  threatId: "MCP-919",
  tier: "T1",
  title: "Session cookie without its protections",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "low",
  confidence: "medium",
  audience: "auditor",
  dimensions: { scope: 0.3, exploitability: 0.3, impact: 0.4, detection: 0.7, amplification: 0.1 },
  cwe: [614, 1004],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1707"],
  msss: [],
  cvss: "AV:A/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:L/SC:L/SI:L/SA:N",
  what: "A cookie that carries a session or token is set without HttpOnly, or with secure or HttpOnly switched off.",
  why: "A script in the page reads the cookie, or it travels in clear text.",
  fix: "Set httpOnly, secure and sameSite.",
  misses: ["Cookies that are set by a framework's own session support."],
  messages: { found: "{sink} sets a session cookie without {what}." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import express from "express";
const app = express();
app.get("/login", (req, res) => {
  res.cookie("session", "abc", { httpOnly: false });
  res.end();
});
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import express from "express";
const app = express();
app.get("/login", (req, res) => {
  res.cookie("session", "abc", { httpOnly: true, secure: true, sameSite: "strict" });
  res.end();
});
`,
        reason: "All three protections are set.",
      },
    ],
  },
  onCall: {
    operations: ["cookie-set"],
    *check(call, see) {
      const line =
        see
          .read(call.place.file)
          ?.text.split("\n")
          .slice(call.place.startLine - 1, call.place.endLine)
          .join(" ") ?? "";
      if (!/sess|token|auth|sid\b|jwt/i.test(line)) return;
      const missing = (["http-only", "secure"] as const).filter((role) => {
        const constants = call.roles[role]?.constants ?? null;
        return constants?.every((value) => value === false) === true && constants.length > 0;
      });
      if (missing.length > 0) yield { message: "found", holes: { sink: call.api, what: missing.join(" and ") }, place: call.place };
    },
  },
});
