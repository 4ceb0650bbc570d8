import { defineRule } from "@mcp-assay/core/define/rule";
import { isSevere, told } from "./advisories/told.ts";

export default defineRule({
  key: "supply-chain/dependency-with-severe-advisory",
  ruleId: "MCP-N025",
  threatId: "MCP-945",
  tier: "T1",
  title: "Severe known vulnerability in a package that the server brings along",
  since: "0.1.0",
  status: "stable",
  category: "cve",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.2, impact: 0.7, detection: 0.4, amplification: 0.2 },
  cwe: [1395],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:H/AT:P/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
  what: "The server is installed with a package in a version with a published vulnerability that is rated high or critical. No code of the server imports the package by itself.",
  why: "Other packages may use the flawed code on behalf of the server.",
  fix: "Update what brings it along, or pin a fixed version.",
  misses: [
    "Packages whose version no file fixes, where a fixed version is allowed: an installation takes that one.",
    "What the advisory data does not have.",
  ],
  messages: {
    version: "{name} {version}, which the server does not import by itself, is affected by {advisories}; {fixed}.",
    range:
      "Even the newest {name} that {version} admits, which the server does not import by itself, is affected by {advisories}; {fixed}.",
  },
  examples: {
    bad: [
      {
        language: "json",
        code: `{ "name": "sample", "version": "1.0.0", "dependencies": { "sample-parser": "~1.1.0" } }
`,
      },
    ],
    good: [
      {
        language: "json",
        code: `{ "name": "sample", "version": "1.0.0", "dependencies": { "sample-parser": "^1.1.0" } }
`,
        reason: "An installation takes the fixed version, which the range admits.",
      },
    ],
  },
  needs: ["advisories"],
  *onPackage(see) {
    yield* told(see, (flaw) => !flaw.malicious && !flaw.release && !flaw.imported && isSevere(flaw));
  },
});
