import { defineRule } from "@mcp-assay/core/define/rule";

const PUBLISHES =
  /\b(?:npm|pnpm|yarn) publish\b|twine upload|uv publish|poetry publish|gh-action-pypi-publish|docker push|semantic-release|changesets\/action/;
/** Actions of the platform itself are left out: whoever distrusts them distrusts the runner. */
const ACTION = /^[ \t-]*uses:[ \t]*["']?((?!actions\/|github\/|\.\/|docker:)[\w.-]+\/[\w./-]+@(?![0-9a-f]{40}\b)[\w./-]+)/gm;

export default defineRule({
  key: "workflow/unpinned-action",
  ruleId: "MCP-N010",
  threatId: "MCP-938",
  tier: "T1",
  title: "Publishing workflow with actions by moving name",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "low",
  confidence: "high",
  audience: "auditor",
  dimensions: { scope: 0.6, exploitability: 0.2, impact: 0.6, detection: 0.7, amplification: 0.1 },
  cwe: [829, 1357],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N",
  what: "A workflow that publishes the package uses an action of somebody else by a branch or tag.",
  why: "Tags can be moved: whoever takes over the action's repository runs code in the job that holds the publishing credential.",
  fix: "Name the full commit of the action.",
  misses: ["Publishing under commands that the rule does not know."],
  messages: { found: "{action} is used by a name that can be moved, in a workflow that publishes." },
  examples: {
    bad: [
      {
        language: "yaml",
        file: ".github/workflows/publish.yml",
        code: `on: push
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: someone/setup@v1
      - run: npm publish
`,
      },
    ],
    good: [
      {
        language: "yaml",
        file: ".github/workflows/publish.yml",
        code: `on: push
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: someone/setup@0123456789abcdef0123456789abcdef01234567
      - run: npm publish
`,
        reason: "The commit is named.",
      },
    ],
  },
  *onPackage(see) {
    for (const { kind, path, text } of see.inventory.manifests) {
      const view = see.read(path);
      if (kind !== "workflow" || view === null || !PUBLISHES.test(text)) continue;
      for (const match of text.matchAll(ACTION)) {
        const action = match[1] ?? "";
        const start = match.index + match[0].length - action.length;
        yield { message: "found", holes: { action }, place: view.place(start, start + action.length) };
      }
    }
  },
});
