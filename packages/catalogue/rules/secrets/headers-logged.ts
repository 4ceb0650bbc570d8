import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "secrets/headers-logged",
  ruleId: "MCP-E009",
  threatId: "MCP-306",
  tier: "T1",
  title: "Request headers written to a log",
  since: "0.1.0",
  status: "stable",
  category: "logging",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.4, impact: 0.6, detection: 0.8, amplification: 0.1 },
  cwe: [532],
  owaspMcp: ["MCP01:2025", "MCP08:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1506"],
  msss: ["MCP-LOG-02"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:L/SI:N/SA:N",
  what: "The headers of incoming requests are written to a log as a whole, or the Authorization header is.",
  why: "The Authorization and Cookie headers are among them: who reads the log can act as every user.",
  fix: "Log chosen headers by name, and redact Authorization, Cookie and keys.",
  misses: ["Request loggers with options that are not known to the models."],
  messages: { found: "{source} is written to a log through {sink}." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import express from "express";
const app = express();
app.post("/mcp", (req, res) => {
  console.log("request", req.headers);
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
app.post("/mcp", (req, res) => {
  console.log("request", req.headers["user-agent"]);
  res.end();
});
`,
        reason: "One harmless header is logged.",
      },
    ],
  },
  looksAt: { from: ["http-request"], to: ["log"] },
  *onPackage(see) {
    for (const { source, sink, steps, entries } of see.flows) {
      const headers = /\b(?:headers|rawHeaders|authorization|cookies?)(?:\[\])?$/i.test(source.name);
      if (source.kind !== "http-request" || sink.kind !== "log" || !headers) continue;
      yield { message: "found", holes: { source: source.name, sink: sink.api }, place: sink.place, trace: steps, entries };
    }
  },
});
