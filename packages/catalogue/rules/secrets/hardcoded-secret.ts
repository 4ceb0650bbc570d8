import { defineRule } from "@mcp-assay/core/define/rule";
import { credentialsIn } from "./recognise/credential.ts";

const BINARY_OR_LOCK =
  /\.(?:png|jpe?g|gif|ico|woff2?|ttf|wasm|zip|gz|svg|map|lock|snap)$|(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|npm-shrinkwrap\.json|\.env[^/]*)$/i;

const PROSE = /\.(?:md|mdx|markdown|rst|adoc|txt|html?)$/i;

export default defineRule({
  key: "secrets/hardcoded-secret",
  ruleId: "MCP-E001",
  threatId: "MCP-030",
  tier: "T1",
  title: "Credential in the source",
  since: "0.1.0",
  status: "stable",
  category: "secrets",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.8, exploitability: 0.6, impact: 0.8, detection: 0.9, amplification: 0.2 },
  cwe: [798],
  owaspMcp: ["MCP01:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1506"],
  msss: ["MCP-LOG-02"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:N/SC:H/SI:L/SA:N",
  what: "A credential of a known form, or a random value beside a telling name, stands in a file that is shipped.",
  why: "Everybody who can download the package or read the repository has the credential, and its history keeps it after it is removed.",
  fix: "Revoke the credential, then read it from the environment or a secret store when the server starts.",
  misses: [
    "Credentials that are split, encoded or look like words.",
    "Keys that are made to be public, such as those of analytics services: they are left out.",
    "Whether the credential is still valid: it is never tried.",
  ],
  messages: { found: "A {name} is written into {file}." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `const client = createClient({ token: "ghp_R7kQ2mZx9TbV4nLc8WdYf3JpHs6GaEu1KoXi" });
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `const client = createClient({ token: process.env.GITHUB_TOKEN });
`,
        reason: "The token comes from the environment.",
      },
      {
        language: "javascript",
        code: `const help = "Set GITHUB_TOKEN to a token such as ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
`,
        reason: "A stand-in written by hand.",
      },
    ],
  },
  onFile: {
    wants: (path) => !BINARY_OR_LOCK.test(path),
    *check(file) {
      for (const { name, start, end, doubt } of credentialsIn(file.text, PROSE.test(file.path))) {
        const confidence = doubt === null ? {} : { confidence: { level: "low", reason: doubt } as const };
        yield { message: "found", holes: { name, file: file.path }, place: file.place(start, end), ...confidence };
      }
    },
  },
});
