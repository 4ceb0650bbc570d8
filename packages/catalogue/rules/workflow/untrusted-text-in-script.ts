import { defineRule } from "@mcp-assay/core/define/rule";

/** Fields of the event that whoever opens an issue or pull request writes. */
const WRITTEN =
  /\$\{\{\s*(github\.(?:event\.(?:issue|pull_request|comment|review|discussion|head_commit|commits[^}]*|pages[^}]*)\.[\w.*[\]]*(?:title|body|message|name|ref|label|email)|head_ref))\b[^}]*\}\}/g;

export default defineRule({
  key: "workflow/untrusted-text-in-script",
  ruleId: "MCP-N009",
  threatId: "MCP-937",
  tier: "T1",
  title: "Workflow that runs text of strangers",
  since: "0.1.0",
  status: "stable",
  category: "supply_chain",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.8, exploitability: 0.5, impact: 0.8, detection: 0.7, amplification: 0.1 },
  cwe: [94, 829],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1002"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N",
  what: "A workflow writes a title, branch name or comment of an issue or pull request into a script.",
  why: "Anybody can open an issue. The title becomes part of a shell script that runs with the workflow's rights, often with those to publish the package.",
  fix: 'Pass the text in an environment variable and read it there: env: TITLE: ${{ … }}, then "$TITLE" in the script.',
  misses: ["Actions that run their inputs as scripts.", "Workflows of other services."],
  messages: { found: "{text} is written into a script of the workflow." },
  examples: {
    bad: [
      {
        language: "yaml",
        file: ".github/workflows/greet.yml",
        code: `on: issues
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ github.event.issue.title }}"
`,
      },
    ],
    good: [
      {
        language: "yaml",
        file: ".github/workflows/greet.yml",
        code: `on: issues
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - run: echo "$TITLE"
        env:
          TITLE: \${{ github.event.issue.title }}
`,
        reason: "The shell reads the title from a variable.",
      },
    ],
  },
  *onPackage(see) {
    for (const { kind, path, text } of see.inventory.manifests) {
      const view = see.read(path);
      if (kind !== "workflow" || view === null) continue;
      for (const match of text.matchAll(WRITTEN)) {
        const before = text.slice(0, match.index);
        const line = before.slice(before.lastIndexOf("\n") + 1);
        const indent = /^[\s-]*/.exec(line)?.[0].length ?? 0;
        const run = [...before.matchAll(/^([ \t-]*)run:[ \t]*([|>][^\n]*)?/gm)].at(-1);
        const inline = /^[\s-]*run:/.test(line);
        const block =
          run?.[2] !== undefined &&
          indent > (run[1] ?? "").length &&
          !/\n[ \t-]*(?:env|with|uses|name|if|id):/.test(before.slice((run.index ?? 0) + run[0].length));
        if (inline || block)
          yield { message: "found", holes: { text: match[1] ?? "" }, place: view.place(match.index, match.index + match[0].length) };
      }
    }
  },
});
