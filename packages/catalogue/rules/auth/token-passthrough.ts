import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "auth/token-passthrough",
  ruleId: "MCP-F008",
  threatId: "MCP-265",
  tier: "T1",
  title: "Caller's token forwarded to another service",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "high",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.7, exploitability: 0.6, impact: 0.7, detection: 0.9, amplification: 0.2 },
  cwe: [441, 345],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1307", "SAFE-T1706"],
  msss: ["MCP-AUTHZ-01"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "The token with which a client calls the server is sent on to another service.",
  why: "The token was issued for this server. Forwarding it lets a client use the other service without being its client, hides who acts, and makes the server useful to whoever has stolen any token. The MCP specification forbids it.",
  fix: "Check that the token was issued for this server (audience), and ask the authorization server for another token for the other service (token exchange, on-behalf-of).",
  misses: ["Tokens that are kept in a session and used later."],
  messages: { found: "{source} of an incoming request is forwarded by {sink}." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import express from "express";
const app = express();
app.post("/mcp", async (req, res) => {
  const answer = await fetch("https://api.example.com/items", { headers: { Authorization: req.headers.authorization } });
  res.json(await answer.json());
});
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import express from "express";
const app = express();
app.post("/mcp", async (req, res) => {
  const answer = await fetch("https://api.example.com/items", { headers: { Authorization: "Bearer " + process.env.API_TOKEN } });
  res.json(await answer.json());
});
`,
        reason: "The server uses a credential of its own.",
      },
    ],
  },
  looksAt: { from: ["http-request"], to: ["request-header"] },
  *onPackage(see) {
    for (const { source, sink, steps, entries, confidence, doubts } of see.flows) {
      if (source.kind !== "http-request" || sink.kind !== "request-header" || !/authorization|token|api[-_]?key|cookie/i.test(source.name))
        continue;
      const level = { level: confidence, reason: doubts[0] ?? "the token was followed to the request" };
      yield {
        message: "found",
        holes: { source: source.name, sink: sink.api },
        place: sink.place,
        trace: steps,
        entries,
        confidence: level,
      };
    }
  },
});
