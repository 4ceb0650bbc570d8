import { defineRule } from "@mcp-assay/core/define/rule";
import { isSevere, told } from "./advisories/told.ts";

export default defineRule({
  key: "supply-chain/imported-dependency-with-severe-advisory",
  ruleId: "MCP-N024",
  threatId: "MCP-945",
  tier: "T1",
  title: "Severe known vulnerability in a package that the server imports",
  since: "0.1.0",
  status: "stable",
  category: "cve",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.5, impact: 0.8, detection: 0.4, amplification: 0.3 },
  cwe: [1395],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
  what: "Code of the server imports a package in a version with a published vulnerability that is rated high or critical.",
  why: "The flawed code runs inside the server. Whether a caller reaches it depends on what the server uses of the package.",
  fix: "Take a fixed version, and publish a release whose requirement excludes the flawed ones.",
  misses: [
    "Packages whose version no file fixes, where a fixed version is allowed: an installation takes that one.",
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
        code: `from sample_parser import load

print(load("a"))
`,
        beside: { "requirements.txt": "sample-parser==1.1\n" },
      },
    ],
    good: [
      {
        language: "python",
        code: `from sample_parser import load

print(load("a"))
`,
        beside: { "requirements.txt": "sample-parser==1.2\n" },
        reason: "The advisory names this version as fixed.",
      },
    ],
  },
  needs: ["advisories"],
  *onPackage(see) {
    yield* told(see, (flaw) => !flaw.malicious && !flaw.release && flaw.imported && isSevere(flaw));
  },
});
