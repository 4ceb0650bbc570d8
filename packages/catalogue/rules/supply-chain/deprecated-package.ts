import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "supply-chain/deprecated-package",
  ruleId: "MCP-N007",
  threatId: "MCP-936",
  tier: "T1",
  title: "Package that its author has given up",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "low",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.3, exploitability: 0.2, impact: 0.4, detection: 0.5, amplification: 0.1 },
  cwe: [1104],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-02"],
  cvss: "AV:L/AC:H/AT:P/PR:L/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
  what: "The registry says that this version is deprecated or was withdrawn.",
  why: "Nobody mends what is found in it, and a version is often withdrawn because something was found.",
  fix: "Use the successor that the notice names.",
  misses: ["Projects that are given up without a notice."],
  messages: { deprecated: "The registry says: {notice}", yanked: "This version was withdrawn from the registry." },
  examples: {
    bad: [
      {
        language: "json",
        code: `{ "name": "sample", "version": "1.0.0" }
`,
      },
    ],
    good: [
      {
        language: "json",
        code: `{ "name": "sample", "version": "1.0.0" }
`,
        reason: "The registry says nothing.",
      },
    ],
  },
  needs: ["registry-facts"],
  *onPackage(see) {
    const manifest = see.inventory.manifests.find(
      ({ kind }) => kind === "package.json" || kind === "pyproject.toml" || kind === "METADATA",
    );
    const place = see.read(manifest?.path ?? see.inventory.paths[0] ?? "")?.place(0, 1);
    if (see.facts === null || place === undefined) return;
    if (see.facts.deprecated !== undefined) yield { message: "deprecated", holes: { notice: see.facts.deprecated.slice(0, 200) }, place };
    if (see.facts.yanked === true) yield { message: "yanked", place };
  },
});
