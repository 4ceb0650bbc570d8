import { headFacts, warnings } from "./facts.ts";
import { type FrameLine, frameOf, type Lines, placeOf, type Sources, shownLines } from "./frame.ts";
import { panelMarkdown } from "./markdown-panel.ts";
import { compareFindings } from "./order.ts";
import type { Finding, Report, ReportStep } from "./report.ts";
import { forMarkdown, markdownBlock, markdownCode, shorten, visible } from "./visible.ts";

export interface MarkdownOptions {
  readonly sources: Sources;
  /** Characters (UTF-16 units) that the text may have; default is what a pull-request comment holds. */
  readonly maxLength?: number;
}

/** Longest comment that GitHub accepts. */
const COMMENT_LENGTH = 65_536;
/** Kept free for the sentence that says what was left out. */
const CLOSING = 200;
/** Bounds of one finding, so that the first cannot push out all others. */
const NAME = 120;
const PROSE = 600;
const CODE_LINE = 200;
const STEPS = 12;
const WARNINGS = 10;

/** The report as Markdown for a comment or page: most severe first, cut between findings, and saying so. */
export function toMarkdown(report: Report, options: MarkdownOptions): string {
  const panel = report.consensus === undefined ? "" : panelMarkdown(report.consensus);
  const room = (options.maxLength ?? COMMENT_LENGTH) - CLOSING - panel.length;
  const lines = shownLines(report, options.sources);
  let text = shortenHead(head(report), room);
  let shown = 0;
  for (const finding of [...report.findings].sort(compareFindings)) {
    const next = findingSection(finding, lines);
    if (text.length + next.length > room) break;
    text += next;
    shown += 1;
  }
  const left = report.findings.length - shown;
  if (left > 0) text += `\n---\n${left} less severe findings do not fit here; the JSON report has all ${report.findings.length}.\n`;
  return text + panel;
}

/** A head that does not fit keeps its first lines. */
function shortenHead(lines: readonly string[], room: number): string {
  let text = "";
  for (const line of lines) {
    if (text.length + line.length + 1 > room) break;
    text += `${line}\n`;
  }
  return text;
}

function head(report: Report): readonly string[] {
  const all = warnings(report);
  const hidden = all.length - WARNINGS;
  return [
    `## mcp-assay: ${report.safety.safety_grade === null ? "no grade" : `grade ${report.safety.safety_grade}`}`,
    "",
    ...headFacts(report).map((fact) => `- **${fact.name}:** ${prose(fact.value)}`),
    ...all.slice(0, WARNINGS).map((warning) => `- **Note:** ${prose(warning)}`),
    ...(hidden > 0 ? [`- **Note:** ${hidden} more notes are in the JSON report.`] : []),
  ];
}

function findingSection(finding: Finding, lines: Lines): string {
  const tool = finding.mcp_context.tool_name;
  const parts = [
    `### ${finding.severity}: ${prose(finding.title)} (${prose(finding.rule_id)})`,
    [
      code(placeOf(finding.location)),
      ...(tool === null ? [] : [`tool ${code(tool)}`]),
      `confidence ${finding.confidence}`,
      ...(finding.context === "production" ? [] : [`in ${finding.context} code`]),
      `AIVSS ${finding.aivss_score.toFixed(1)}`,
    ].join(" · "),
    prose(finding.description),
    codeBlock(finding, lines),
    ...traceSection(finding),
    ...finding.guards
      .slice(0, STEPS)
      .map((guard) => `- Check at ${code(`${guard.location.file}:${guard.location.line}`)} is not enough: ${prose(guard.why_not_enough)}`),
    `**Fix:** ${prose(finding.remediation.replace(/\s+/gu, " "))}`,
  ];
  return `\n${parts.join("\n\n")}\n`;
}

function codeBlock(finding: Finding, lines: Lines): string {
  const frame = frameOf(lines, finding.location);
  const rows = frame === null ? finding.evidence.snippet.split("\n", 8).map((line) => shorten(visible(line), CODE_LINE)) : frameRows(frame);
  return markdownBlock(rows, "text");
}

function frameRows(frame: readonly FrameLine[]): readonly string[] {
  const width = String(frame.at(-1)?.number ?? 0).length;
  return frame.map(({ number, text, mark }) => `${mark === null ? " " : ">"} ${String(number).padStart(width)} | ${text}`.trimEnd());
}

function traceSection({ trace }: Finding): readonly string[] {
  if (trace.steps.length < 2) return [];
  const hidden = trace.steps.length - STEPS;
  const rows = trace.steps.map(stepRow);
  const shown = hidden <= 0 ? rows : [...rows.slice(0, STEPS - 1), `- … ${hidden} more steps`, ...rows.slice(-1)];
  return [`<details><summary>Trace, ${trace.steps.length} steps</summary>`, shown.join("\n"), "</details>"];
}

function stepRow(step: ReportStep, index: number): string {
  const note = step.note === undefined ? "" : `: ${prose(step.note)}`;
  return `- ${index + 1}\\. ${step.action} ${code(step.variable)} at ${code(placeOf(step.location))}${note}`;
}

/** Text of the target inside a sentence. */
function prose(text: string): string {
  return forMarkdown(shorten(text, PROSE));
}

/** Names and places of the target. */
function code(text: string): string {
  return markdownCode(shorten(text, NAME));
}
