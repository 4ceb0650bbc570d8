import { defineRule } from "@mcp-assay/core/define/rule";
import { atManifest } from "./facts/place.ts";
import { repositoryName } from "./names/repository-name.ts";

export default defineRule({
  key: "supply-chain/attestation-of-another",
  ruleId: "MCP-N029",
  threatId: "MCP-947",
  tier: "T1",
  title: "Attestation that names another source",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.4, impact: 0.6, detection: 0.8, amplification: 0.1 },
  cwe: [345],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002", "SAFE-T1004"],
  msss: ["MCP-SUPPLY-01", "MCP-SUPPLY-02"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N",
  what: "The attestation of the release says that it was built from another repository than the one that its manifest names, or speaks about another file.",
  why: "The manifest can say anything; the attestation is what the registry has checked. If the two differ, the manifest leads readers to the wrong source.",
  fix: "Let the manifest name the repository whose workflow publishes.",
  misses: [
    "Repositories that were renamed: the old name may lead to the same place.",
    "The signature is checked by the registry, not here.",
  ],
  messages: {
    repository: "The manifest names {own}, the attestation {attested}.",
    subject: "The attestation is not about this archive.",
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
    "repository": "https://github.com/sample/server",
    "attestations": true,
    "provenance": {
      "repository": "https://github.com/other/server",
      "commit": "0000000000000000000000000000000000000000",
      "workflow": ".github/workflows/release.yml",
      "aboutThis": true
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
    "repository": "https://github.com/sample/server",
    "attestations": true,
    "provenance": {
      "repository": "git+https://github.com/Sample/server.git",
      "commit": "0000000000000000000000000000000000000000",
      "workflow": ".github/workflows/release.yml",
      "aboutThis": true
    }
  }
}
`,
        beside: { "package.json": '{ "name": "sample-server" }\n' },
        reason: "Both are the same repository.",
      },
    ],
  },
  needs: ["registry-facts"],
  *onPackage(see) {
    const { provenance, repository } = see.facts ?? {};
    if (provenance === undefined) return;
    const [own, attested] = [repositoryName(repository), repositoryName(provenance.repository)];
    if (!provenance.aboutThis) yield { message: "subject", place: atManifest(see) };
    else if (own !== null && attested !== null && own !== attested)
      yield { message: "repository", holes: { own, attested }, place: atManifest(see) };
  },
});
