import { defineRule } from "@mcp-assay/core/define/rule";
import { isSevere, told } from "./advisories/told.ts";

export default defineRule({
  key: "supply-chain/release-with-advisory",
  ruleId: "MCP-N023",
  threatId: "MCP-944",
  tier: "T1",
  title: "Release with a known vulnerability",
  since: "0.1.0",
  status: "stable",
  category: "cve",
  severity: "medium",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.7, impact: 0.5, detection: 0.4, amplification: 0.3 },
  cwe: [1395],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N",
  what: "A published advisory names this very release of the server. It rates the flaw medium or low, or not at all.",
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
        code: `{ "type": "npm", "name": "sample-server", "version": "1.2.0" }
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
    yield* told(see, (flaw) => !flaw.malicious && flaw.release && !isSevere(flaw));
  },
});
