import { defineRule } from "@mcp-assay/core/define/rule";
import { claimOf } from "./facts/claim.ts";
import { atManifest } from "./facts/place.ts";

export default defineRule({
  key: "supply-chain/registry-entry-not-claimed",
  ruleId: "MCP-N033",
  threatId: "MCP-935",
  tier: "T1",
  title: "Package that does not claim its registry entry",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.4, impact: 0.5, detection: 0.7, amplification: 0.2 },
  cwe: [345, 290],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1004"],
  msss: ["MCP-SUPPLY-02"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N",
  what: "The entry of the MCP Registry names a package that does not name the entry: no mcpName in package.json, no mcp-name line in the description on PyPI, no label on the image, or the name of another entry.",
  why: "Without the claim anybody can list the package of somebody else under a name of his own, or take over an entry with another package.",
  fix: 'Write the id of the entry into the package: mcpName in package.json, "mcp-name: <id>" in the README, the label io.modelcontextprotocol.server.name on the image.',
  misses: ["Who owns the name of the entry; the registry checks that itself."],
  messages: {
    none: "The package {opened} does not name the entry {id}.",
    other: "The package {opened} names the entry {claimed}, not {id}.",
  },
  examples: {
    bad: [
      {
        language: "json",
        file: "release.json",
        code: `{
  "type": "registry",
  "name": "sample-server",
  "version": "1.2.0",
  "facts": {
    "ecosystem": "npm",
    "registry": {
      "id": "io.github.sample/server",
      "remotes": [],
      "packages": [
        "npm:sample-server@1.2.0"
      ],
      "opened": "npm:sample-server@1.2.0"
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
  "type": "registry",
  "name": "sample-server",
  "version": "1.2.0",
  "facts": {
    "ecosystem": "npm",
    "registry": {
      "id": "io.github.sample/server",
      "remotes": [],
      "packages": [
        "npm:sample-server@1.2.0"
      ],
      "opened": "npm:sample-server@1.2.0"
    }
  }
}
`,
        beside: { "package.json": '{ "name": "sample-server", "mcpName": "io.github.sample/server" }\n' },
        reason: "The package names the entry.",
      },
    ],
  },
  needs: ["registry-facts"],
  *onPackage(see) {
    const { id, opened } = see.facts?.registry ?? {};
    if (id === undefined || opened === undefined) return;
    const claimed = claimOf(see, opened, id);
    if (claimed === id) return;
    const message = claimed === null ? "none" : "other";
    yield { message, holes: { id, opened, ...(claimed === null ? {} : { claimed }) }, place: atManifest(see) };
  },
});
