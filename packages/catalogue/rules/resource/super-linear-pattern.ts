import { defineRule } from "@mcp-assay/core/define/rule";
import { patternsIn } from "./pattern/literals.ts";
import { ambiguousRepetition } from "./pattern/super-linear.ts";

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
  what: "A regular expression repeats a part that can read the same text in more than one way, so that a text can be split in exponentially many ways.",
  why: "A text of thirty characters that almost matches keeps the program busy for minutes; in a server with one thread nothing else runs meanwhile.",
  fix: "Write the pattern so that each text can be read in one way only, or bound the length of the text before matching.",
  misses: [
    "Patterns of polynomial cost, such as two neighbouring .* .",
    "Ambiguity inside look-arounds, across word boundaries and by back-references.",
    "Whether a caller's text reaches the pattern.",
    "Files of more than 400,000 characters.",
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
      for (const { source, at, verbatim, failsAfter } of patternsIn(file.text, file.path.endsWith(".py") ? "python" : "javascript")) {
        const found = ambiguousRepetition(source, failsAfter);
        if (found === null) continue;
        const start = at + (verbatim ? found.start : 0);
        yield {
          message: "found",
          holes: { part: source.slice(found.start, found.end) },
          place: file.place(start, start + (verbatim ? found.end - found.start : source.length)),
        };
      }
    },
  },
});
