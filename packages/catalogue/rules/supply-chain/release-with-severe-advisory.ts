import { defineRule } from "@mcp-assay/core/define/rule";
import { told } from "./advisories/told.ts";

export default defineRule({
  key: "supply-chain/release-with-severe-advisory",
  ruleId: "MCP-N022",
  threatId: "MCP-944",
  tier: "T1",
  title: "Release with a known severe vulnerability",
  since: "0.1.0",
  status: "stable",
  category: "cve",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.8, exploitability: 0.9, impact: 0.8, detection: 0.4, amplification: 0.4 },
  cwe: [1395],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:L/SC:N/SI:N/SA:N",
  what: "A published advisory names this very release of the server, and rates the flaw high.",
  why: "How to use the flaw is public, and so is who runs this version.",
  fix: "Use a version that the advisory names as fixed.",
  misses: ["What the advisory data does not have."],
  messages: {
    version: "{name} {version} is affected by {advisories}; {fixed}.",
    range: "{name} {version} is affected by {advisories}; {fixed}.",
  },
  examples: {
    bad: [
      {
        language: "json",
        file: "release.json",
        code: `{ "type": "npm", "name": "sample-server", "version": "1.1.0" }
`,
      },
    ],
    good: [
      {
        language: "json",
        file: "release.json",
        code: `{ "type": "npm", "name": "sample-server", "version": "1.3.0" }
`,
        reason: "The advisory names this version as fixed.",
      },
    ],
  },
  needs: ["advisories"],
  *onPackage(see) {
    yield* told(see, (flaw) => !flaw.malicious && flaw.release && flaw.rating === "high");
  },
});
