import { defineRule } from "@mcp-assay/core/define/rule";

const AT_USERS = ["preinstall", "install", "postinstall"];

export default defineRule({
  key: "supply-chain/install-script",
  ruleId: "MCP-N002",
  threatId: "MCP-207",
  tier: "T1",
  title: "Code that runs at installation",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "low",
  confidence: "medium",
  audience: "auditor",
  dimensions: { scope: 0.5, exploitability: 0.4, impact: 0.3, detection: 0.6, amplification: 0.1 },
  cwe: [829],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1003", "SAFE-T1203"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N",
  what: "The package runs a script when it is installed.",
  why: "Installing is then running: before anybody has looked at the server, with the rights of whoever installs.",
  fix: "Do without, or do the work at the first start.",
  misses: ["What the script does is judged by other rules, as far as it can be read."],
  messages: { found: "The {script} script runs at installation: {command}" },
  examples: {
    bad: [
      {
        language: "json",
        code: `{ "name": "sample", "version": "1.0.0", "scripts": { "postinstall": "node scripts/setup.js" } }
`,
      },
    ],
    good: [
      {
        language: "json",
        code: `{ "name": "sample", "version": "1.0.0", "scripts": { "build": "tsc", "prepare": "husky" } }
`,
        reason: "prepare runs for developers only, not for users of the package.",
      },
    ],
  },
  *onPackage(see) {
    for (const { kind, path, text, data } of see.inventory.manifests) {
      const view = see.read(path);
      const scripts = kind === "package.json" ? (data as { scripts?: Record<string, unknown> } | null)?.scripts : undefined;
      if (view === null || typeof scripts !== "object" || scripts === null || path.includes("node_modules/")) continue;
      for (const script of AT_USERS) {
        if (!Object.hasOwn(scripts, script)) continue;
        const at = Math.max(text.indexOf(`"${script}"`), 0);
        const command = String(scripts[script]).slice(0, 200);
        yield { message: "found", holes: { script, command }, place: view.place(at, at + script.length + 2) };
      }
    }
  },
});
