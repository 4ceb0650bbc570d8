import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "auth/oauth-proxy-without-consent",
  ruleId: "MCP-F010",
  threatId: "MCP-260",
  tier: "T1",
  title: "OAuth proxy with open registration and no consent of its own",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.5, impact: 0.7, detection: 0.9, amplification: 0.3 },
  cwe: [441],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1307"],
  msss: ["MCP-AUTHZ-01"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "The server registers any client, sends every login upstream under one client id of its own, and asks the user nothing about the client.",
  why: "The upstream service has the user's consent for the proxy already and skips its question, so an attacker's client gets a code by a link.",
  fix: "Ask the user for consent per client before forwarding, bind the answer to the browser with a signed cookie, and compare redirect addresses exactly.",
  misses: ["Consent pages under names that do not say so."],
  messages: { found: "{path} registers clients and an authorize route forwards them; no consent step was seen." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import express from "express";
const app = express();
app.post("/register", (req, res) => res.json({ client_id: "any" }));
app.get("/authorize", (req, res) => res.redirect("https://login.example.com/authorize?client_id=" + process.env.CLIENT_ID));
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import express from "express";
const app = express();
app.post("/register", (req, res) => res.json({ client_id: "any" }));
app.get("/authorize", (req, res) => res.send("<form action=/consent method=post>Allow this client?</form>"));
app.post("/consent", (req, res) => res.redirect("https://login.example.com/authorize?client_id=" + process.env.CLIENT_ID));
`,
        reason: "The user is asked about each client.",
      },
    ],
  },
  *onPackage(see) {
    const routes = see.operations.filter(({ kind }) => kind === "http-route" || kind === "dynamic-registration");
    const paths = (pattern: RegExp) =>
      routes.find(({ roles }) => roles.path?.constants?.some((path) => typeof path === "string" && pattern.test(path)));
    const register = paths(/(?:^|\/)register\/?$/);
    const authorize = paths(/(?:^|\/)authorize\/?$/);
    if (register === undefined || authorize === undefined) return;
    const text = [...new Set([register.place.file, authorize.place.file])].map((file) => see.read(file)?.text ?? "").join("\n");
    if (/consent(?!\s*$)|approv/im.test(text) || !/client_?id/i.test(text)) return;
    yield { message: "found", holes: { path: register.place.file }, place: register.place };
  },
});
