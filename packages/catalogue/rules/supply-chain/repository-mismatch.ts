import { defineRule } from "@mcp-assay/core/define/rule";
import { repositoryName } from "./names/repository-name.ts";

export default defineRule({
  key: "supply-chain/repository-mismatch",
  ruleId: "MCP-N006",
  threatId: "MCP-935",
  tier: "T1",
  title: "Names of the package do not agree",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "low",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.3, impact: 0.4, detection: 0.7, amplification: 0.1 },
  cwe: [345],
  owaspMcp: ["MCP04:2025", "MCP09:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1004"],
  msss: ["MCP-SUPPLY-02"],
  cvss: "AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N",
  what: "The registry entry in server.json and the package's own manifest name different servers, or different repositories.",
  why: "An entry that borrows the name or the source of another project makes users trust what its author did not write.",
  fix: "Let mcpName in package.json equal the name in server.json, and let both name the same repository.",
  misses: ["Projects that were renamed lately."],
  messages: {
    owner: "The name {name} belongs to {entry}, the repository to {own}.",
    name: "server.json says {entry}, package.json says {own}.",
    repository: "server.json names the repository {entry}, package.json {own}.",
  },
  examples: {
    bad: [
      {
        language: "json",
        code: `{ "name": "sample", "mcpName": "io.github.famous/sample", "repository": "https://github.com/someone/sample" }
`,
      },
    ],
    good: [
      {
        language: "json",
        code: `{ "name": "sample", "mcpName": "io.github.someone/sample", "repository": "https://github.com/someone/sample" }
`,
        reason: "Name and repository have one owner.",
      },
    ],
  },
  *onPackage(see) {
    const of = (kind: string, path: string) => see.inventory.manifests.find((manifest) => manifest.kind === kind && manifest.path === path);
    for (const { kind, path, data } of see.inventory.manifests) {
      const manifest = kind === "package.json" && !path.includes("node_modules/") ? (data as Record<string, unknown> | null) : null;
      const entry = /^io\.github\.([^/]+)\//.exec(String(manifest?.mcpName ?? ""))?.[1];
      const own = repositoryName(manifest?.repository)?.split("/")[0];
      const place = see.read(path)?.place(0, 1);
      if (entry === undefined || own === undefined || place === undefined || entry.toLowerCase() === own) continue;
      yield { message: "owner", holes: { name: String(manifest?.mcpName), entry, own }, place };
    }
    for (const entry of see.inventory.manifests) {
      const folder = entry.path.slice(0, entry.path.length - "server.json".length);
      const own = entry.kind === "server.json" ? of("package.json", `${folder}package.json`) : undefined;
      const view = see.read(entry.path);
      const [theirs, ours] = [entry.data, own?.data] as (Record<string, unknown> | null | undefined)[];
      if (view === null || theirs == null || ours == null) continue;
      const place = view.place(0, 1);
      const [name, mcpName] = [theirs.name, ours.mcpName];
      if (typeof name === "string" && typeof mcpName === "string" && name !== mcpName)
        yield { message: "name", holes: { entry: name, own: mcpName }, place };
      const [a, b] = [repositoryName(theirs.repository), repositoryName(ours.repository)];
      if (a !== null && b !== null && a !== b) yield { message: "repository", holes: { entry: a, own: b }, place };
    }
  },
});
