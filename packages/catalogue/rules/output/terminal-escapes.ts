import { defineRule } from "@mcp-assay/core/define/rule";

const IN_ANSWER = /(?:\btext["']?\s*:\s*[^\n,]{0,80}|\breturn\s+f?["'`][^\n]{0,80}?)(\\x1b\[|\\u001b\[|\\033\[|\u001b\[)/gi;

export default defineRule({
  key: "output/terminal-escapes",
  ruleId: "MCP-C014",
  threatId: "MCP-083",
  tier: "T1",
  title: "Answer with terminal escape sequences",
  since: "0.1.0",
  status: "stable",
  category: "output_injection",
  severity: "low",
  confidence: "medium",
  audience: "auditor",
  dimensions: { scope: 0.3, exploitability: 0.4, impact: 0.3, detection: 0.8, amplification: 0.5 },
  cwe: [150],
  owaspMcp: ["MCP03:2025"],
  owaspAsi: ["ASI01"],
  safeMcp: ["SAFE-T1402"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:N/SC:H/SI:H/SA:N",
  what: "A tool's answer holds an escape sequence for terminals.",
  why: "Sequences colour, move and hide text: the user of a terminal client sees something else than the model reads.",
  fix: "Remove control characters from answers.",
  misses: ["Sequences in text that comes from other programs or servers."],
  messages: { found: "A terminal escape sequence is part of an answer." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def status() -> str:
    return "\\x1b[31mfailed\\x1b[0m"
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def status() -> str:
    print("\\x1b[31mfailed\\x1b[0m")
    return "failed"
`,
        reason: "The sequence goes to the log, not into the answer.",
      },
    ],
  },
  onFile: {
    wants: (path) => /\.(?:[cm]?[jt]sx?|py)$/.test(path),
    *check(file, see) {
      const handlers = see.surface.servers
        .flatMap(({ tools }) => tools)
        .flatMap(({ handler }) => (handler?.place.file === file.path ? [handler.place] : []));
      for (const match of file.text.slice(0, 500_000).matchAll(IN_ANSWER)) {
        const place = file.place(match.index + match[0].length - 1, match.index + match[0].length);
        const inside = handlers.some(({ startLine, endLine }) => place.startLine >= startLine && place.startLine <= endLine);
        if (inside) yield { message: "found", place };
      }
    },
  },
});
