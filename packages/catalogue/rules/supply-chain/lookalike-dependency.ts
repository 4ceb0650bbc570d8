import { defineRule } from "@mcp-assay/core/define/rule";
import { lookalikeOf } from "./names/lookalike.ts";
export default defineRule({
  key: "supply-chain/lookalike-dependency",
  ruleId: "MCP-N004",
  threatId: "MCP-100",
  tier: "T1",
  title: "Dependency whose name is one letter off",
  since: "0.1.0",
  status: "stable",
  category: "typosquat",
  severity: "high",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.9, exploitability: 0.6, impact: 0.9, detection: 0.9, amplification: 0.2 },
  cwe: [1357],
  owaspMcp: ["MCP04:2025", "MCP09:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1004"],
  msss: ["MCP-SUPPLY-02"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L",
  what: "A dependency is called almost like a package that very many projects use: one letter changed, left out, added or swapped.",
  why: "Such names are registered to be installed by mistake, and their code runs at installation.",
  fix: "Check the name against the package that you meant, and remove the other.",
  misses: ["Look-alikes of packages that are not among the best known.", "Names that differ by a word."],
  messages: { found: "{name} is one letter off {popular}." },
  examples: {
    bad: [
      {
        language: "json",
        code: `{ "name": "sample", "version": "1.0.0", "dependencies": { "expresss": "^4.0.0" } }
`,
      },
    ],
    good: [
      {
        language: "json",
        code: `{ "name": "sample", "version": "1.0.0", "dependencies": { "express": "^4.0.0", "preact": "^10.0.0" } }
`,
        reason: "Both are well known; the second only happens to be near another name.",
      },
    ],
  },
  *onPackage(see) {
    for (const { kind, path, text, data } of see.inventory.manifests) {
      const view = see.read(path);
      if (view === null || path.includes("node_modules/")) continue;
      const names: string[] = [];
      if (kind === "package.json") {
        const manifest = (data ?? {}) as Record<string, unknown>;
        for (const group of ["dependencies", "devDependencies", "optionalDependencies"]) names.push(...Object.keys(manifest[group] ?? {}));
      }
      if (kind === "requirements.txt") names.push(...[...text.matchAll(/^[ \t]*([A-Za-z][\w.-]*)/gm)].map((match) => match[1] ?? ""));
      if (kind === "pyproject.toml")
        names.push(
          ...[...text.matchAll(/^\s*["']([A-Za-z][\w.-]*)(?:\[[^\]]*\])?\s*(?:[<>=!~@;].*)?["'],?\s*$/gm)].map((match) => match[1] ?? ""),
        );
      for (const name of new Set(names)) {
        const popular = lookalikeOf(name, kind === "package.json" ? "npm" : "pypi");
        if (popular === null) continue;
        const at = Math.max(text.indexOf(name), 0);
        yield { message: "found", holes: { name, popular }, place: view.place(at, at + name.length) };
      }
    }
  },
});
