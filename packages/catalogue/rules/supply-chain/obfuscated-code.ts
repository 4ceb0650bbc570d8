import { defineRule } from "@mcp-assay/core/define/rule";

const NAME = /\b_0x[0-9a-f]{4,6}\b/g;
const FEWEST = 25;

export default defineRule({
  key: "supply-chain/obfuscated-code",
  ruleId: "MCP-N013",
  threatId: "MCP-941",
  tier: "T1",
  title: "Code made unreadable on purpose",
  since: "0.1.0",
  status: "stable",
  category: "malware",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.5, impact: 0.7, detection: 0.9, amplification: 0.2 },
  cwe: [506],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1003"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L",
  what: "A file is written as obfuscators write: names of hexadecimal digits throughout, strings behind an encoded table.",
  why: "Minified code is short, obfuscated code is hidden. In a package that others install there is hardly an honest reason for hiding.",
  fix: "Ask for the source, and do not install the package without it.",
  misses: ["Obfuscators that use ordinary names."],
  messages: { found: "{count} names of the form _0x… stand in this file." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `var _0x3a2f = _0x1b2c(0);
var _0x3a36 = _0x1b2c(1);
var _0x3a3d = _0x1b2c(2);
var _0x3a44 = _0x1b2c(3);
var _0x3a4b = _0x1b2c(4);
var _0x3a52 = _0x1b2c(5);
var _0x3a59 = _0x1b2c(6);
var _0x3a60 = _0x1b2c(7);
var _0x3a67 = _0x1b2c(8);
var _0x3a6e = _0x1b2c(9);
var _0x3a75 = _0x1b2c(10);
var _0x3a7c = _0x1b2c(11);
var _0x3a83 = _0x1b2c(12);
var _0x3a8a = _0x1b2c(13);
var _0x3a91 = _0x1b2c(14);
var _0x3a98 = _0x1b2c(15);
var _0x3a9f = _0x1b2c(16);
var _0x3aa6 = _0x1b2c(17);
var _0x3aad = _0x1b2c(18);
var _0x3ab4 = _0x1b2c(19);
var _0x3abb = _0x1b2c(20);
var _0x3ac2 = _0x1b2c(21);
var _0x3ac9 = _0x1b2c(22);
var _0x3ad0 = _0x1b2c(23);
var _0x3ad7 = _0x1b2c(24);
var _0x3ade = _0x1b2c(25);
var _0x3ae5 = _0x1b2c(26);
var _0x3aec = _0x1b2c(27);
var _0x3af3 = _0x1b2c(28);
var _0x3afa = _0x1b2c(29);
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `export const masks = [0x3a2f, 0x3a36, 0x3a3d];
`,
        reason: "Numbers in hexadecimal are no names.",
      },
    ],
  },
  onFile: {
    wants: (path) => /\.[cm]?[jt]sx?$/.test(path),
    *check(file) {
      const first = file.text.search(NAME);
      if (first < 0) return;
      const names = new Set(file.text.slice(0, 2_000_000).match(NAME));
      if (names.size >= FEWEST) yield { message: "found", holes: { count: names.size }, place: file.place(first, first + 8) };
    },
  },
});
