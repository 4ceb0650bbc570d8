import { defineRule } from "@mcp-assay/core/define/rule";

const FILES = /(?:^|\/)(?:mcp-assay\.(?:ya?ml|json)|package\.json|pyproject\.toml)$/;
const CODE = /\.(?:[cm]?[jt]sx?|py)$/;
/** The scanner's own section of a manifest; a dependency of that name has a version, not a section. */
const SECTION = /^\[tool\.mcp-assay[\].]|"mcp-assay"\s*:\s*\{/m;
const ALLOW = /(?:\/\/|\/\*|^\s*\*|#)[^\n]*?\b(mcp-assay:\s*allow\s+(?:MCP-[A-N]\d{3}|[a-z][\w-]*\/[\w-]+))/gm;

export default defineRule({
  key: "scan/ignored-settings",
  ruleId: "MCP-N007",
  threatId: "MCP-940",
  tier: "T1",
  title: "Settings for this scanner, which were not followed",
  since: "0.1.0",
  status: "stable",
  category: "malware",
  severity: "info",
  confidence: "high",
  audience: "auditor",
  dimensions: { scope: 0, exploitability: 0, impact: 0, detection: 0, amplification: 0 },
  cwe: [693],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: [],
  msss: [],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N",
  what: "A package or repository that was fetched holds a configuration of this scanner, or comments that accept findings. They were not followed.",
  why: "Whoever publishes a server does not decide what a scan of it finds. Mostly it is left over from the author's own scans; it also shows which findings the author wants to be left out.",
  fix: "Look at what it leaves out. To accept findings yourself, use a baseline or a configuration of your own.",
  misses: [
    "Settings of other scanners.",
    "Folders that you name yourself: there the settings count, and the report says what they leave out.",
  ],
  messages: {
    file: "{file} configures this scanner; it was not followed.",
    comment: 'A comment asks to accept a finding ("{text}"); it was not followed.',
  },
  examples: {
    bad: [
      {
        language: "yaml",
        file: "mcp-assay.yaml",
        code: "exclude: ['**']\n",
      },
      {
        language: "javascript",
        code: `import { exec } from "node:child_process";
export function run(line) {
  exec(line); // mcp-assay: allow injection/shell-command -- reviewed
}
`,
      },
    ],
    good: [
      {
        language: "json",
        code: '{ "name": "sample", "devDependencies": { "mcp-assay": "^0.1.0" } }\n',
        reason: "To use this scanner is no setting of it.",
      },
    ],
  },
  needs: ["fetched-target"],
  onFile: {
    wants: (path) => FILES.test(path) || CODE.test(path),
    *check({ path, text, place }) {
      if (CODE.test(path)) {
        for (const match of text.matchAll(ALLOW)) {
          const end = match.index + match[0].length;
          yield { message: "comment", holes: { text: match[1] ?? "" }, place: place(end - (match[1] ?? "").length, end) };
        }
        return;
      }
      const own = !/(?:package\.json|pyproject\.toml)$/.test(path);
      const at = text.search(own ? /\S/ : SECTION);
      if (at >= 0) yield { message: "file", holes: { file: path }, place: place(at, at + text.slice(at).search(/\n|$/)) };
    },
  },
});
