import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "network/open-redirect",
  ruleId: "MCP-C006",
  threatId: "MCP-911",
  tier: "T1",
  title: "Caller chooses where a browser is sent",
  since: "0.1.0",
  status: "stable",
  category: "output_injection",
  severity: "medium",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.6, impact: 0.5, detection: 0.6, amplification: 0.3 },
  cwe: [601],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1507"],
  msss: [],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "The target of a redirect comes from the request, and nothing limits it.",
  why: "A link to the server leads to any site: to a copy of the login page, or, in a login flow, with the authorization code in hand.",
  fix: "Compare the target with the registered addresses character by character, or allow paths of this server only.",
  misses: ["Redirects that a page's script performs."],
  messages: { found: "{source} of {entry} chooses the target of a redirect ({sink}; {guard})." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import express from "express";
const app = express();
app.get("/done", (req, res) => {
  res.redirect(req.query.next);
});
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import express from "express";
const app = express();
app.get("/done", (req, res) => {
  res.redirect("/welcome?user=" + encodeURIComponent(req.query.user));
});
`,
        reason: "The target is a path of this server.",
      },
    ],
  },
  flow: { from: ["http-request", "tool-input"], to: ["redirect"] },
});
