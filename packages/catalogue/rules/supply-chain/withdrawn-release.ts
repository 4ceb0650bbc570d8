import { defineRule } from "@mcp-assay/core/define/rule";
import { atManifest } from "./facts/place.ts";

export default defineRule({
  key: "supply-chain/withdrawn-release",
  ruleId: "MCP-N031",
  threatId: "MCP-948",
  tier: "T1",
  title: "Release that was withdrawn",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "low",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.3, impact: 0.4, detection: 0.6, amplification: 0.1 },
  cwe: [1104],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-02"],
  cvss: "AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N",
  what: "The registry marks this release as deprecated or yanked.",
  why: "Its author says that it should not be used any more; flaws in it will not be fixed.",
  fix: "Use the version or the package that the author names instead.",
  misses: ["Projects that are given up without a word."],
  messages: {
    deprecated: "The registry says of this release: {text}",
    yanked: "This release was yanked from the index.",
  },
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
    "deprecated": "Moved to @sample/server"
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
    "yanked": false
  }
}
`,
        beside: { "package.json": '{ "name": "sample-server" }\n' },
        reason: "Nothing was withdrawn.",
      },
    ],
  },
  needs: ["registry-facts"],
  *onPackage(see) {
    const { deprecated, yanked } = see.facts ?? {};
    if (deprecated !== undefined) yield { message: "deprecated", holes: { text: deprecated.slice(0, 300) }, place: atManifest(see) };
    if (yanked === true) yield { message: "yanked", place: atManifest(see) };
  },
});
