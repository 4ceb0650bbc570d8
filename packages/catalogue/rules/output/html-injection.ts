import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "output/html-injection",
  ruleId: "MCP-C012",
  threatId: "MCP-222",
  tier: "T1",
  title: "Text of a caller or another server in a page",
  since: "0.1.0",
  status: "stable",
  category: "output_injection",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.6, impact: 0.5, detection: 0.6, amplification: 0.5 },
  cwe: [79],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI09"],
  safeMcp: ["SAFE-T1404"],
  msss: ["MCP-INPUT-01"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N",
  what: "Text that a caller or another server supplies is written into a page without being escaped.",
  why: "Markup in the text becomes part of the page: its script acts with the rights of whoever looks at it.",
  fix: "Escape the text for HTML, or use a template engine that does.",
  misses: ["Pages that are built by a framework in the browser."],
  messages: { found: "{source} of {entry} is written into a page by {sink}." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import express from "express";
const app = express();
app.get("/hello", (req, res) => {
  res.send("<h1>Hello " + req.query.name + "</h1>");
});
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import express from "express";
import escapeHtml from "escape-html";
const app = express();
app.get("/hello", (req, res) => {
  res.send("<h1>Hello " + escapeHtml(req.query.name) + "</h1>");
});
`,
        reason: "The name is escaped.",
      },
    ],
  },
  flow: { from: ["http-request", "tool-input", "remote-content"], to: ["html"], unless: [["json-encoded"]] },
});
