import { cpus } from "node:os";
import { SEVERITIES } from "@mcp-assay/core/report/order";
import type { RealRun } from "./run-one.ts";

const HEAD = [
  "server",
  "grade",
  "files",
  "tools",
  "critical",
  "high",
  "medium",
  "low",
  "info",
  "packages checked",
  "rules",
  "s",
  "CPU s",
  "exit",
];

/** The page of all runs, docs/measurements/real-servers.md. */
export function realRunsPage(runs: readonly RealRun[], version: string): string {
  const failed = runs.filter(({ code, report }) => code !== 0 || report === null);
  const graded = runs.filter(({ report }) => report?.safety.safety_grade != null);
  const withTools = runs.filter(({ report }) => (report?.coverage.tools.found ?? 0) > 0);
  const cpu = runs.map(({ cpuSeconds }) => cpuSeconds).sort((a, b) => a - b);
  return `# Published servers, each by one command

Written by \`npm run real-runs\`: \`mcp-assay scan <server>\` for each line, in a process of its own, four at a time, fast mode, download
included, with an empty cache at the beginning and no advisory data. mcp-assay ${version}, Node ${process.versions.node}, ${cpus().length} processors that others share, so the seconds on
the clock say little; processor time is the number to compare.

- ${runs.length} servers, ${runs.length - failed.length} ended with exit code 0 and a report${failed.length === 0 ? "" : `; not so: ${failed.map(({ target }) => target).join(", ")}`}.
- ${withTools.length} with tools found, ${graded.length} with a grade. Where no tool could be found there is no grade: what was not found was not analysed.
- Processor time: median ${at(cpu, 0.5)} s, nine of ten below ${at(cpu, 0.9)} s, most ${at(cpu, 1)} s.

"files" is analysed of all; "tools" is with handler of found; findings count everywhere, tests and documents too; "rules" is run of all.

| ${HEAD.join(" | ")} |
|---|---|${HEAD.slice(2)
    .map(() => "---:")
    .join("|")}|
${runs.map(row).join("\n")}
`;
}

function row({ target, code, seconds, cpuSeconds, report }: RealRun): string {
  const times = [seconds.toFixed(1), cpuSeconds.toFixed(1), code === null ? "killed" : String(code)];
  if (report === null) return `| ${[`\`${target}\``, "no report", ...HEAD.slice(5).map(() => ""), ...times].join(" | ")} |`;
  const { coverage, manifest, safety, summary, dependencies } = report;
  const cells = [
    `\`${target}\``,
    safety.safety_grade ?? "–",
    `${coverage.files.analysed} of ${manifest.total_files}`,
    `${coverage.tools.with_handler} of ${coverage.tools.found}`,
    ...SEVERITIES.map((severity) => String(summary.by_severity[severity] ?? 0)),
    `${dependencies.checked} of ${dependencies.total}`,
    `${coverage.rules.run} of ${coverage.rules.run + coverage.rules.skipped.length}`,
    ...times,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The value below which a share of the sorted numbers lies. */
function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);
}
