import { defineRule } from "@mcp-assay/core/define/rule";

/** Bundles spell the characters out in tables; no reviewer reads such lines. */
const MAX_LINE = 1000;
const TURNS = /[\u202a\u202b\u202d\u202e\u2066-\u2068]/g;

export default defineRule({
  key: "supply-chain/bidirectional-control-in-source",
  ruleId: "MCP-N011",
  threatId: "MCP-939",
  tier: "T1",
  title: "Source that reads otherwise than it runs",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.5, impact: 0.7, detection: 0.9, amplification: 0.2 },
  cwe: [1007],
  owaspMcp: ["MCP03:2025"],
  owaspAsi: ["ASI01"],
  safeMcp: ["SAFE-T1402"],
  msss: [],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "A source file holds characters that turn the direction of writing, so that editors show another order than the one that runs.",
  why: "A comment can look like code and code like a comment; a reviewer approves what is not there.",
  fix: "Remove the characters, or write them as escapes.",
  misses: ["Look-alike letters in names."],
  messages: { found: "The character U+{code} turns the direction of writing in code." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `const level = "user‮ ⁦// admin only⁩ ⁦";
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `const mark = "\\u202e";
`,
        reason: "The character is written as an escape and visible.",
      },
    ],
  },
  onFile: {
    wants: (path) => /\.(?:[cm]?[jt]sx?|py|sh)$/.test(path),
    *check(file) {
      const lines = file.text.length > MAX_LINE ? file.text.split("\n").filter((line) => line.length > MAX_LINE) : [];
      const match = [...file.text.matchAll(TURNS)].find(
        ({ index }) => !lines.some((line) => line.includes(file.text.slice(index, index + 20))),
      );
      if (match === undefined) return;
      const code = match[0].charCodeAt(0).toString(16).toUpperCase();
      yield { message: "found", holes: { code }, place: file.place(match.index, match.index + 1) };
    },
  },
});
