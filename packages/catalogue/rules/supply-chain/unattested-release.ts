import { defineRule } from "@mcp-assay/core/define/rule";
import { atManifest } from "./facts/place.ts";

export default defineRule({
  key: "supply-chain/unattested-release",
  ruleId: "MCP-N030",
  threatId: "MCP-947",
  tier: "T1",
  title: "Release without an attestation",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "info",
  confidence: "high",
  audience: "auditor",
  dimensions: { scope: 0.1, exploitability: 0.1, impact: 0.1, detection: 0.5, amplification: 0 },
  cwe: [353],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:H/AT:P/PR:N/UI:P/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N",
  what: "The registry serves no attestation for the release: nothing binds the archive to a commit and a build.",
  why: "Whether the archive was made from the repository can only be believed.",
  fix: "Publish from a workflow: npm publish --provenance, or a trusted publisher on PyPI.",
  misses: ["Whether an attestation that is there says the truth."],
  messages: { found: "The registry has no attestation for this release." },
  examples: {
    bad: [
      {
        language: "json",
        file: "release.json",
        code: `{
  "type": "npm",
  "name": "sample-server",
  "version": "1.2.0",
  "facts": {
    "ecosystem": "npm",
    "attestations": false
  }
}
`,
        beside: { "package.json": '{ "name": "sample-server" }\n' },
      },
    ],
    good: [
      {
        language: "json",
        file: "release.json",
        code: `{
  "type": "npm",
  "name": "sample-server",
  "version": "1.2.0",
  "facts": {
    "ecosystem": "npm",
    "attestations": true
  }
}
`,
        beside: { "package.json": '{ "name": "sample-server" }\n' },
        reason: "The registry serves one.",
      },
    ],
  },
  needs: ["registry-facts"],
  *onPackage(see) {
    if (see.facts?.attestations === false) yield { message: "found", place: atManifest(see) };
  },
});
