import { defineRule } from "@mcp-assay/core/define/rule";
import { atManifest } from "./facts/place.ts";

export default defineRule({
  key: "supply-chain/new-publisher-adds-install-script",
  ruleId: "MCP-N032",
  threatId: "MCP-100",
  tier: "T1",
  title: "New publisher adds an install script",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "high",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.8, exploitability: 0.6, impact: 0.9, detection: 0.8, amplification: 0.1 },
  cwe: [506, 829],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002", "SAFE-T1003"],
  msss: ["MCP-SUPPLY-01", "MCP-SUPPLY-02"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L",
  what: "Another account published this release than the one before, and it runs a script at installation that the one before did not have.",
  why: "This is what the takeover of a package looks like: the first thing that the new owner adds is code that runs at once on every machine.",
  fix: "Ask the author on another way whether the new publisher is known; until then stay with the release before.",
  misses: ["Takeovers by the same account, with a stolen token.", "Registries that do not tell who published."],
  messages: { found: "{publisher} published this release, {before} the one before ({version}); new is the script {script}" },
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
    "publisher": "eve",
    "installScripts": [
      "postinstall: node setup.js"
    ],
    "previous": {
      "version": "1.1.0",
      "publisher": "ann",
      "installScripts": []
    }
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
    "publisher": "bob",
    "installScripts": [
      "postinstall: node setup.js"
    ],
    "previous": {
      "version": "1.1.0",
      "publisher": "ann",
      "installScripts": [
        "postinstall: node setup.js"
      ]
    }
  }
}
`,
        beside: { "package.json": '{ "name": "sample-server" }\n' },
        reason: "The script was there before.",
      },
    ],
  },
  needs: ["registry-facts"],
  *onPackage(see) {
    const { publisher, previous, installScripts = [] } = see.facts ?? {};
    const before = previous?.publisher;
    if (publisher === undefined || previous === undefined || before === undefined || publisher === before) return;
    for (const script of installScripts.filter((one) => !previous.installScripts.includes(one)))
      yield { message: "found", holes: { publisher, before, version: previous.version, script }, place: atManifest(see) };
  },
});
