import { defineRule } from "@mcp-assay/core/define/rule";
import { configuredServers } from "../client-config/reading/configured-servers.ts";

const RUNNER = /(?:^|[/\\\s])(?:npx|bunx|pnpm dlx|yarn dlx|uvx|pipx run)(?:\.cmd)?\s+(.*)$/;

/** The package that a runner's arguments name; options and their values left out. */
function packageIn(args: string): string | null {
  const words = args.split(/\s+/);
  const from = words.findIndex((word) => word === "--from" || word === "-p" || word === "--package");
  if (from >= 0) return words[from + 1] ?? null;
  return words.find((word) => word !== "" && !word.startsWith("-")) ?? null;
}

export default defineRule({
  key: "supply-chain/unpinned-remote-code",
  ruleId: "MCP-N003",
  threatId: "MCP-100",
  tier: "T1",
  title: "Newest version fetched at every start",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "low",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.4, impact: 0.5, detection: 0.8, amplification: 0.1 },
  cwe: [829, 1357],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1207"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N",
  what: "A client configuration starts a package at whatever version is newest (npx -y name, @latest, uvx name).",
  why: "A version that its author, or whoever took over the account, publishes tonight runs tomorrow without anybody having looked at it.",
  fix: "Name the version: npx -y name@1.2.3, uvx name==1.2.3.",
  misses: ["Configurations in documentation.", "Versions in wrapper scripts."],
  messages: { found: "{server} is started as {command}, without a version." },
  examples: {
    bad: [
      {
        language: "json",
        file: ".mcp.json",
        code: `{ "mcpServers": { "sample": { "command": "npx", "args": ["-y", "sample-server@latest"] } } }
`,
      },
    ],
    good: [
      {
        language: "json",
        file: ".mcp.json",
        code: `{ "mcpServers": { "sample": { "command": "npx", "args": ["-y", "sample-server@1.2.0"] } } }
`,
        reason: "One version is named.",
      },
    ],
  },
  *onPackage(see) {
    for (const manifest of see.inventory.manifests) {
      const view = see.read(manifest.path);
      if (view === null) continue;
      for (const { name, command } of configuredServers(manifest)) {
        const given = packageIn(RUNNER.exec(command)?.[1] ?? "");
        if (given === null || /^(?:\.|\/|git\+|https?:)/.test(given) || (/.@\d|==\d/.test(given) && !/@latest$/.test(given))) continue;
        const at = Math.max(manifest.text.indexOf(`"${name}"`), 0);
        yield { message: "found", holes: { server: name, command: command.slice(0, 120) }, place: view.place(at, at + name.length + 2) };
      }
    }
  },
});
