import { type Paint, paintFor } from "./colour.ts";
import { headFacts, warnings } from "./facts.ts";
import { type Sources, shownLines } from "./frame.ts";
import { groupByTool, severityCounts } from "./order.ts";
import type { Report } from "./report.ts";
import { type FindingStyle, findingLines } from "./text-finding.ts";
import { panelLines } from "./text-panel.ts";
import { shorten, visible } from "./visible.ts";

export interface TextOptions {
  readonly sources: Sources;
  readonly verbose?: boolean;
  readonly colour?: boolean;
  /** Columns of the terminal it is shown on; absent breaks no lines. */
  readonly width?: number;
}

/** The report for a terminal: scores and coverage, then findings by tool and severity. */
export function toText(report: Report, options: TextOptions): string {
  const paint = paintFor(options.colour ?? false);
  const verbose = options.verbose ?? false;
  const style: FindingStyle = { paint, verbose, lines: shownLines(report, options.sources), width: options.width ?? null };
  const facts = headFacts(report);
  const width = Math.max(...facts.map((fact) => fact.name.length));
  const lines = [
    ...facts.map((fact) => `${paint("strong", fact.name.padEnd(width))}  ${factValue(fact.name, visible(fact.value), report, paint)}`),
    ...warnings(report).map((warning) => paint("bad", `! ${visible(warning)}`)),
    "",
    ...groupByTool(report.findings).flatMap((group) => [
      groupTitle(group.tool, severityCounts(group.findings), paint),
      "",
      ...group.findings.flatMap((finding) => findingLines(finding, style)),
    ]),
    ...(report.findings.length === 0 ? [nothingFound(report), ""] : []),
    ...(report.consensus === undefined ? [] : panelLines(report.consensus, { paint, verbose })),
    ...(verbose ? skippedLines(report) : []),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function factValue(name: string, value: string, report: Report, paint: Paint): string {
  if (name !== "Grade") return value;
  const grade = report.safety.safety_grade;
  return paint(grade === "A" || grade === "B" ? "good" : grade === null ? "faint" : "bad", value);
}

function groupTitle(tool: string | null, counts: string, paint: Paint): string {
  const name = tool === null ? "Not tied to one tool" : `Tool ${shorten(visible(tool), 100)}`;
  return `${paint("strong", name)} ${paint("faint", `(${counts})`)}`;
}

/** "Not run" is never "clean": the words depend on whether anything was looked at. */
function nothingFound({ coverage }: Report): string {
  if (coverage.files.analysed === 0) return "Nothing was analysed.";
  return coverage.complete ? "No findings." : "No findings in the part that was analysed.";
}

function skippedLines({ coverage, suppressed, msss_score, dependencies }: Report): readonly string[] {
  const section = (title: string, rows: readonly string[]) =>
    rows.length === 0 ? [] : [title, ...rows.map((row) => `  ${visible(row)}`), ""];
  return [
    ...section(
      "Files not analysed",
      coverage.files.skipped.map((file) => `${file.path}: ${file.reason}${file.detail === undefined ? "" : ` (${file.detail})`}`),
    ),
    ...section(
      "Rules not run",
      coverage.rules.skipped.map((rule) => `${rule.rule_id}: ${rule.reason}`),
    ),
    ...section(
      "Packages not checked against known vulnerabilities",
      dependencies.not_checked.map(
        ({ reason, count, packages }) => `${count}: ${reason}${packages.length === 0 ? "" : ` (${packages.join(", ")})`}`,
      ),
    ),
    ...section(
      "Suppressed",
      suppressed.map((row) => `${row.rule_id} ${row.location.file}:${row.location.line} by ${row.by}: ${row.reason}`),
    ),
    ...section(
      "MSSS controls",
      msss_score.controls.map((row) => `${row.control} ${row.level} ${row.status}: ${row.title}`),
    ),
  ];
}
