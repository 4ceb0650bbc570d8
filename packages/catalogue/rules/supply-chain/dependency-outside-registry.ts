import { defineRule } from "@mcp-assay/core/define/rule";

const OUTSIDE = /^(?:git(?:\+\w+)?:|github:|gitlab:|bitbucket:|https?:\/\/|[\w-]+\/[\w.-]+(?:#|$))/;
const COMMIT = /#[0-9a-f]{40}$/;

export default defineRule({
  key: "supply-chain/dependency-outside-registry",
  ruleId: "MCP-N005",
  threatId: "MCP-934",
  tier: "T1",
  title: "Dependency from outside the registry",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "low",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.3, impact: 0.5, detection: 0.7, amplification: 0.1 },
  cwe: [829],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-02"],
  cvss: "AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N",
  what: "A dependency is fetched from a repository's branch or from a plain address.",
  why: "A branch moves and an address changes its content; neither has the registry's record of what was published when.",
  fix: "Use a published version, or name the full commit.",
  misses: ["Registries that are configured outside of the manifest."],
  messages: { found: "{name} comes from {source}." },
  examples: {
    bad: [
      {
        language: "json",
        code: `{ "name": "sample", "version": "1.0.0", "dependencies": { "helper-lib": "git+https://git.example.com/helper-lib.git" } }
`,
      },
    ],
    good: [
      {
        language: "json",
        code: `{ "name": "sample", "version": "1.0.0", "dependencies": { "helper-lib": "^1.2.0" } }
`,
        reason: "A published version.",
      },
    ],
  },
  *onPackage(see) {
    for (const { kind, path, text, data } of see.inventory.manifests) {
      const view = see.read(path);
      const found = data as { dependencies?: unknown; optionalDependencies?: unknown } | null;
      if (view === null || kind !== "package.json" || found === null || path.includes("node_modules/")) continue;
      for (const group of [found.dependencies, found.optionalDependencies]) {
        if (typeof group !== "object" || group === null) continue;
        for (const [name, source] of Object.entries(group)) {
          if (typeof source !== "string" || !OUTSIDE.test(source) || COMMIT.test(source)) continue;
          const at = Math.max(text.indexOf(`"${name}"`), 0);
          yield { message: "found", holes: { name, source: source.slice(0, 120) }, place: view.place(at, at + name.length + 2) };
        }
      }
    }
  },
});
