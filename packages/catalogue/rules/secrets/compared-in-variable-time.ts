import { defineRule } from "@mcp-assay/core/define/rule";

/** A comparison with a secret of the environment on either side; questions whether it is set are none. */
const COMPARED = [
  /[!=]==?\s*(?:f?["'`]Bearer \$?\{)?(?:process\.env\.\w*(?:TOKEN|SECRET|API_?KEY|PASSWORD)\w*|os\.environ(?:\.get\(|\[)["']\w*(?:TOKEN|SECRET|API_?KEY|PASSWORD))/g,
  /(?:process\.env\.\w*(?:TOKEN|SECRET|API_?KEY|PASSWORD)\w*|os\.environ(?:\.get\(|\[)["']\w*(?:TOKEN|SECRET|API_?KEY|PASSWORD)\w*["'][)\]])\s*[!=]==?(?!=?\s*(?:undefined|null|None|["']{2}|["'](?:1|true|false)|true|false))/g,
];

export default defineRule({
  key: "secrets/compared-in-variable-time",
  ruleId: "MCP-E014",
  threatId: "MCP-942",
  tier: "T1",
  title: "Secret compared character by character",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "low",
  confidence: "medium",
  audience: "pedantic",
  dimensions: { scope: 0.3, exploitability: 0.2, impact: 0.4, detection: 0.8, amplification: 0.1 },
  cwe: [208],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: [],
  msss: [],
  cvss: "AV:L/AC:H/AT:P/PR:L/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
  what: "A value from a request is compared with a secret by an ordinary comparison.",
  why: "The comparison ends at the first wrong character; with patience and many requests the time it takes tells the secret.",
  fix: "Use timingSafeEqual, or hmac.compare_digest in Python.",
  misses: ["Secrets under names that do not say so."],
  messages: { found: "A secret from the environment is compared with an ordinary comparison." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `export const isAllowed = (given) => given === process.env.API_TOKEN;
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { timingSafeEqual } from "node:crypto";
export const isAllowed = (given) => timingSafeEqual(Buffer.from(given), Buffer.from(process.env.API_TOKEN));
`,
        reason: "The comparison takes the same time always.",
      },
    ],
  },
  onFile: {
    wants: (path) => /\.(?:[cm]?[jt]sx?|py)$/.test(path) && !/\.d\.ts$/.test(path),
    *check(file) {
      for (const match of COMPARED.flatMap((pattern) => [...file.text.slice(0, 500_000).matchAll(pattern)])) {
        yield { message: "found", place: file.place(match.index, match.index + match[0].length) };
      }
    },
  },
});
