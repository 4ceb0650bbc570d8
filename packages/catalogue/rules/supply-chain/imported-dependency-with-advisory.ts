import { defineRule } from "@mcp-assay/core/define/rule";
import { isSevere, told } from "./advisories/told.ts";

export default defineRule({
  key: "supply-chain/imported-dependency-with-advisory",
  ruleId: "MCP-N026",
  threatId: "MCP-945",
  tier: "T1",
  title: "Known vulnerability in a package that the server imports",
  since: "0.1.0",
  status: "stable",
  category: "cve",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.5, impact: 0.5, detection: 0.4, amplification: 0.2 },
  cwe: [1395],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N",
  what: "The server is installed with a package in a version with a published vulnerability that is rated medium or medium, or not rated. No code of the server imports the package by itself.",
  why: "The flawed code runs inside the server. Whether a caller reaches it depends on what the server uses of the package.",
  fix: "Take a fixed version, and publish a release whose requirement excludes the flawed ones.",
  misses: [
    "Packages whose version no file fixes, where a fixed version is almediumed: an installation takes that one.",
    "What the advisory data does not have.",
  ],
  messages: {
    version: "{name} {version}, which the server imports, is affected by {advisories}; {fixed}.",
    range: "Even the newest {name} that {version} admits, which the server imports, is affected by {advisories}; {fixed}.",
  },
  examples: {
    bad: [
      {
        language: "python",
        code: `from sample_logger import load

print(load("a"))
`,
        beside: { "requirements.txt": "sample-logger==1.1\n" },
      },
    ],
    good: [
      {
        language: "python",
        code: `from sample_logger import load

print(load("a"))
`,
        beside: { "requirements.txt": "sample-logger==1.2\n" },
        reason: "The advisory names this version as fixed.",
      },
    ],
  },
  needs: ["advisories"],
  *onPackage(see) {
    yield* told(see, (flaw) => !flaw.malicious && !flaw.release && flaw.imported && !isSevere(flaw));
  },
});
