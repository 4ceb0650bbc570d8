import { defineRule } from "@mcp-assay/core/define/rule";
import { told } from "./advisories/told.ts";

export default defineRule({
  key: "supply-chain/release-with-critical-advisory",
  ruleId: "MCP-N021",
  threatId: "MCP-944",
  tier: "T1",
  title: "Release with a known critical vulnerability",
  since: "0.1.0",
  status: "stable",
  category: "cve",
  severity: "critical",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.9, exploitability: 1, impact: 1, detection: 0.4, amplification: 0.5 },
  cwe: [1395],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
  what: "A published advisory names this very release of the server, and rates the flaw critical.",
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
        code: `{ "type": "npm", "name": "sample-server", "version": "1.0.0" }
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
    yield* told(see, (flaw) => !flaw.malicious && flaw.release && flaw.rating === "critical");
  },
});
