import { defineRule } from "@mcp-assay/core/define/rule";

/** A statement's parts in any order, in JSON, YAML, Terraform and object literals; a part may be a list of one. */
const ACTION = /["']?\b[Aa]ctions?["']?\s*[:=]\s*\[?\s*-?\s*["']\*["']/g;
const RESOURCE = /["']?\b[Rr]esources?["']?\s*[:=]\s*\[?\s*-?\s*["']\*["']/;
const ALLOW = /["']?\b[Ee]ffect["']?\s*[:=]\s*["']?(?:Allow|.*ALLOW)/;

export default defineRule({
  key: "permissions/wildcard-policy",
  ruleId: "MCP-I006",
  threatId: "MCP-203",
  tier: "T1",
  title: "Cloud policy that allows everything",
  since: "0.1.0",
  status: "stable",
  category: "permissions",
  severity: "high",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.9, exploitability: 0.4, impact: 0.8, detection: 0.7, amplification: 0.3 },
  cwe: [250, 732],
  owaspMcp: ["MCP02:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1104"],
  msss: ["MCP-AUTHZ-03"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:L/SC:H/SI:H/SA:L",
  what: "An access policy allows every action on every resource.",
  why: "Whoever leads the server astray acts with these rights: on every bucket, key and machine of the account.",
  fix: "Name the actions and resources that the tools use.",
  misses: ["Policies that are attached by name, and wide policies without a star."],
  messages: { found: "A policy allows every action on every resource." },
  examples: {
    bad: [
      {
        language: "json",
        file: "policy.json",
        code: `{ "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }
`,
      },
    ],
    good: [
      {
        language: "json",
        file: "policy.json",
        code: `{ "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::notes/*" }] }
`,
        reason: "One action on one bucket.",
      },
    ],
  },
  onFile: {
    wants: (path) => /\.(?:json|ya?ml|tf|[cm]?[jt]s|py)$/.test(path) && !/package-lock|pnpm-lock/.test(path),
    *check(file) {
      if (!file.text.includes("*") || !/[Rr]esource/.test(file.text)) return;
      for (const match of file.text.slice(0, 500_000).matchAll(ACTION)) {
        const around = file.text.slice(Math.max(match.index - 200, 0), match.index + 250);
        if (RESOURCE.test(around) && ALLOW.test(around))
          yield { message: "found", place: file.place(match.index, match.index + match[0].length) };
      }
    },
  },
});
