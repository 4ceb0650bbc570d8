import { defineRule } from "@mcp-assay/core/define/rule";
import { ambiguousRepetition } from "./pattern/super-linear.ts";

/** Literals of JavaScript after something that an operand can follow, and texts given to Python's re. */
const JAVASCRIPT = /(?:[=(,:[!&|?{};]|=>|\breturn)\s*\/((?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/[dgimsuvy]*(?=\s*[.,;)\]}\n])/g;
const PYTHON = /\bre\.(?:compile|match|fullmatch|search|sub|split|findall|finditer)\(\s*[rR]?(["'])((?:(?!\1)[^\\\n]|\\.)+)\1/g;
const MAX_FILE = 400_000;

export default defineRule({
  key: "resource/super-linear-pattern",
  ruleId: "MCP-L005",
  threatId: "MCP-926",
  tier: "T1",
  title: "Regular expression that can take exponential time",
  since: "0.1.0",
  status: "stable",
  category: "resource_exhaustion",
  severity: "low",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.3, exploitability: 0.5, impact: 0.4, detection: 0.6, amplification: 0.3 },
  cwe: [1333],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI08"],
  safeMcp: ["SAFE-T2102"],
  msss: ["MCP-INPUT-03"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N",
  what: "A regular expression repeats a part that itself ends in a repetition of the same characters, so that a text can be split in exponentially many ways.",
  why: "A text of thirty characters that almost matches keeps the program busy for minutes; in a server with one thread nothing else runs meanwhile.",
  fix: "Write the pattern so that each text can be read in one way only, or bound the length of the text before matching.",
  misses: [
    "Patterns of polynomial cost, such as two neighbouring .* .",
    "Ambiguity across a required part, and back-references.",
    "Whether a caller's text reaches the pattern.",
  ],
  messages: { found: "The part {part} can match the same text in exponentially many ways." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `export const isWords = (text) => /^(\\w+\\s?)*$/.test(text);
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `export const isWords = (text) => /^\\w+(\\s\\w+)*$/.test(text);
`,
        reason: "Every repetition begins with a blank, so there is one way to read a text.",
      },
    ],
  },
  onFile: {
    wants: (path) => /\.(?:[cm]?[jt]sx?|py)$/.test(path) && !/\.(?:d\.ts|min\.js)$/.test(path),
    *check(file) {
      if (file.text.length > MAX_FILE) return;
      const python = file.path.endsWith(".py");
      for (const match of file.text.matchAll(python ? PYTHON : JAVASCRIPT)) {
        const source = (python ? match[2] : match[1]) ?? "";
        const found = /\)[*+{]/.test(source) ? ambiguousRepetition(source) : null;
        if (found === null) continue;
        const start = match.index + match[0].indexOf(source) + found.start;
        yield {
          message: "found",
          holes: { part: source.slice(found.start, found.end) },
          place: file.place(start, start + found.end - found.start),
        };
      }
    },
  },
});
