import { defineRule } from "@mcp-assay/core/define/rule";
import { atManifest } from "./facts/place.ts";

export default defineRule({
  key: "supply-chain/release-differs-from-repository",
  ruleId: "MCP-N028",
  threatId: "MCP-946",
  tier: "T1",
  title: "Release that is not what its repository holds",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.4, impact: 0.7, detection: 0.9, amplification: 0.1 },
  cwe: [345, 353],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N",
  what: "Programs of the release have another content than the same files of its repository at the tag or commit of this version, or are not there at all.",
  why: "Who reads the repository reads something else than what is installed. Stolen publishing rights show in this way.",
  fix: "Publish from a clean checkout of the tag, by a workflow that attests it, or explain what the build changes.",
  misses: ["Files of folders that the repository does not have, such as compiled output.", "Repositories elsewhere than on GitHub."],
  messages: {
    changed: "{file} has another content than in {repository} at {ref}{more}.",
    added: "{file} is not in {repository} at {ref}, though its folder is{more}.",
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
    "comparison": {
      "repository": "https://github.com/sample/server",
      "ref": "v1.2.0",
      "same": 3,
      "built": 0,
      "changed": [
        "index.js"
      ],
      "added": []
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
    "comparison": {
      "repository": "https://github.com/sample/server",
      "ref": "v1.2.0",
      "same": 3,
      "built": 40,
      "changed": [],
      "added": []
    }
  }
}
`,
        beside: { "package.json": '{ "name": "sample-server" }\n' },
        reason: "Every program that can be compared is the same.",
      },
    ],
  },
  needs: ["registry-facts", "repository"],
  *onPackage(see) {
    const { comparison } = see.facts ?? {};
    if (comparison === undefined || comparison.same === 0) return;
    const { repository, ref } = comparison;
    for (const message of ["changed", "added"] as const) {
      const [file, ...rest] = comparison[message];
      if (file === undefined) continue;
      const more = rest.length === 0 ? "" : `; so are ${rest.length} more: ${rest.slice(0, 9).join(", ")}`;
      yield { message, holes: { file, repository, ref, more }, place: see.read(file)?.place(0, 1) ?? atManifest(see) };
    }
  },
});
