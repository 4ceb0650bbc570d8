import { defineRule } from "@mcp-assay/core/define/rule";

const JAVASCRIPT = /\bcatch\s*(?:\(\s*\w+\s*\)\s*)?\{\s*\}/g;
const PYTHON = /^([ \t]*)except(?:\s+\(?(?:Base)?Exception\)?(?:\s+as\s+\w+)?)?\s*:[ \t]*(?:\r?\n[ \t]+)?pass[ \t]*$/gm;
const MAX_FILE = 400_000;

export default defineRule({
  key: "logging/swallowed-error",
  ruleId: "MCP-L009",
  threatId: "MCP-051",
  tier: "T1",
  title: "Error that nobody hears of",
  since: "0.1.0",
  status: "stable",
  category: "logging",
  severity: "low",
  confidence: "medium",
  audience: "pedantic",
  dimensions: { scope: 0.1, exploitability: 0.1, impact: 0.2, detection: 0.8, amplification: 0.1 },
  cwe: [390, 1069],
  owaspMcp: ["MCP08:2025"],
  owaspAsi: ["ASI08"],
  safeMcp: [],
  msss: ["MCP-LOG-01"],
  cvss: "AV:L/AC:H/AT:P/PR:L/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
  what: "An exception is caught and nothing at all is done with it.",
  why: "A failed check, a refused write or an attack leaves no trace; the tool goes on as if all were well.",
  fix: "Log the exception, return an error, or say in a comment why it does not matter.",
  misses: ["Handlers that do something unrelated."],
  messages: { found: "An exception is caught and dropped without a word." },
  examples: {
    bad: [
      {
        language: "python",
        code: `def load(path):
    try:
        return open(path).read()
    except Exception:
        pass
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import logging
def load(path):
    try:
        return open(path).read()
    except Exception:
        logging.exception("load failed")
`,
        reason: "The exception is logged.",
      },
    ],
  },
  onFile: {
    wants: (path) => /\.(?:[cm]?[jt]sx?|py)$/.test(path) && !/\.(?:d\.ts|min\.js)$/.test(path),
    *check(file) {
      if (file.text.length > MAX_FILE) return;
      for (const match of file.text.matchAll(file.path.endsWith(".py") ? PYTHON : JAVASCRIPT)) {
        const start = match.index + (match[1]?.length ?? 0);
        yield { message: "found", place: file.place(start, start + 5) };
      }
    },
  },
});
