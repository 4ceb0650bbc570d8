import type { Example, Rule } from "@mcp-assay/core/define/rule";

/** The page of one rule, docs/rules/<key>.generated.md; all of it comes from the definition. */
export function rulePage(rule: Rule): string {
  const facts: [string, string][] = [
    ["Rule id", `\`${rule.ruleId}\``],
    ["Threat", `\`${rule.threatId}\``],
    ["Severity", rule.severity],
    ["Confidence", rule.confidence],
    ["Audience", rule.audience],
    ["Runs in", rule.tier === "T1" ? "fast and deep scans" : "deep scans"],
    ["Status", `${rule.status}, since ${rule.since}`],
    ["Category", `\`${rule.category}\``],
    ["CWE", rule.cwe.map((id) => `[CWE-${id}](https://cwe.mitre.org/data/definitions/${id}.html)`).join(", ")],
    ["OWASP MCP Top 10", rule.owaspMcp.join(", ")],
    ["OWASP Agentic", rule.owaspAsi.join(", ")],
    ["SAFE-MCP", rule.safeMcp.join(", ")],
    ["MSSS controls", rule.msss.join(", ")],
    ["CVSS 4.0", `\`${rule.cvss}\``],
    ["Needs", (rule.needs ?? []).join(", ")],
  ];
  return [
    "<!-- Written by `npm run generate` from the rule's definition. Do not edit. -->",
    `# ${rule.title}`,
    `\`${rule.key}\``,
    ["| | |", "|---|---|", ...facts.filter(([, value]) => value !== "").map(([name, value]) => `| ${name} | ${value} |`)].join("\n"),
    `## What it finds\n\n${rule.what}`,
    `## Why it matters\n\n${rule.why}`,
    `## How to fix it\n\n${rule.fix}`,
    ...rule.examples.bad.map((example) => `## Found\n\n${codeBlock(example)}`),
    ...rule.examples.good.map((example) => `## Not found\n\n${example.reason ?? ""}\n\n${codeBlock(example)}`),
    `## What it does not see\n\n${rule.misses.map((text) => `- ${text}`).join("\n")}`,
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

/** The example, and below it the other files of its package by name. */
function codeBlock(example: Example): string {
  const beside = Object.entries(example.beside ?? {}).map(([file, code]) => `Beside it \`${file}\`:\n\n${fenced("", code)}`);
  return [fenced(example.language, example.code), ...beside].join("\n\n");
}

/** A fence longer than any run of backticks in the code, so that the example cannot end it. */
function fenced(language: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${code.replace(/\n+$/, "")}\n${fence}`;
}
