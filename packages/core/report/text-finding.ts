import type { Paint } from "./colour.ts";
import { frameOf, type Lines, placeOf } from "./frame.ts";
import type { Finding, ReportStep } from "./report.ts";
import { shorten, visible, visibleLines } from "./visible.ts";
import { wrapped } from "./wrap.ts";

/** Steps shown without --verbose: the beginning and the end of the way. */
const HEAD_STEPS = 4;
const TAIL_STEPS = 3;
const NAME_WIDTH = 80;
const INDENT = 4;
const FIX_INDENT = 9;
/** A description may quote the target. */
const PROSE = 1000;

export interface FindingStyle {
  readonly paint: Paint;
  readonly verbose: boolean;
  readonly lines: Lines;
  /** Columns of the terminal; null breaks no lines. */
  readonly width: number | null;
}

/** One finding as lines of text: what, where, code frame, numbered trace, why guards fail, remedy. */
export function findingLines(finding: Finding, style: FindingStyle): readonly string[] {
  const { paint } = style;
  const label = paint(finding.severity, finding.severity.toUpperCase());
  const context = finding.context === "production" ? "" : `, in ${finding.context} code`;
  return [
    `  ${label} ${finding.rule_id} ${paint("strong", visible(finding.title))} ${paint("faint", `(confidence ${finding.confidence}${context}, AIVSS ${finding.aivss_score.toFixed(1)}, id ${finding.id})`)}`,
    `    ${placeOf(finding.location)}${originalPlace(finding)}`,
    ...prose(shorten(visible(finding.description), PROSE), style),
    ...finding.confidence_reasons.map((reason) => `    ${paint("faint", `Less certain: ${visible(reason)}`)}`),
    ...otherTools(finding),
    "",
    ...codeLines(finding, style),
    ...traceLines(finding, style),
    ...unexplained(finding).flatMap((guard) =>
      prose(`Check at ${visible(guard.location.file)}:${guard.location.line} is not enough: ${visible(guard.why_not_enough)}`, style),
    ),
    ...visibleLines(finding.remediation)
      .flatMap((line) => wrapped(line, FIX_INDENT, style.width))
      .map((line, index) => (index === 0 ? `    ${paint("good", "Fix:")} ${line}` : `${" ".repeat(FIX_INDENT)}${line}`)),
    ...(style.verbose ? referenceLines(finding, paint) : []),
    "",
  ];
}

function prose(text: string, { width }: FindingStyle): readonly string[] {
  return wrapped(text, INDENT, width).map((line) => `${" ".repeat(INDENT)}${line}`);
}

function originalPlace({ original_location: place }: Finding): string {
  return place === undefined ? "" : ` (from ${placeOf(place)})`;
}

function otherTools(finding: Finding): readonly string[] {
  const others = finding.mcp_context.tools.filter((tool) => tool !== finding.mcp_context.tool_name);
  return others.length === 0 ? [] : [`    Also reached from: ${others.map((tool) => shorten(visible(tool), NAME_WIDTH)).join(", ")}`];
}

function codeLines(finding: Finding, { paint, lines }: FindingStyle): readonly string[] {
  const frame = frameOf(lines, finding.location);
  if (frame === null) return [...finding.evidence.snippet.split("\n", 8).map((line) => `      | ${shorten(visible(line), 140)}`), ""];
  const width = String(frame.at(-1)?.number ?? 0).length;
  const rows = frame.flatMap(({ number, text, mark }) => {
    const gutter = `${mark === null ? " " : ">"} ${String(number).padStart(width)} | `;
    const row = `    ${mark === null ? paint("faint", gutter) : gutter}${text}`.trimEnd();
    if (mark === null) return [row];
    return [row, `      ${" ".repeat(width)} | ${" ".repeat(mark.start)}${paint(finding.severity, "^".repeat(mark.end - mark.start))}`];
  });
  return [...rows, ""];
}

function traceLines({ trace }: Finding, { paint, verbose }: FindingStyle): readonly string[] {
  const { steps } = trace;
  if (steps.length < 2) return [];
  const all = steps.map((step, index) => stepLine(step.action === "guard" ? withoutNote(step) : step, index + 1, paint));
  const hidden = steps.length - HEAD_STEPS - TAIL_STEPS;
  const shown =
    verbose || hidden <= 1
      ? all
      : [...all.slice(0, HEAD_STEPS), paint("faint", `      … ${hidden} more steps (--verbose shows them)`), ...all.slice(-TAIL_STEPS)];
  const cut = trace.complete ? [] : [paint("faint", "      the way is longer; a limit cut it")];
  return ["    Trace:", ...shown, ...cut, ""];
}

/** Checks that the description does not explain already. */
function unexplained({ guards, description }: Finding): Finding["guards"] {
  return guards.filter((guard) => !description.includes(guard.why_not_enough));
}

/** Why a check is not enough stands below the trace. */
function withoutNote({ note: _, ...step }: ReportStep): ReportStep {
  return step;
}

function stepLine(step: ReportStep, number: number, paint: Paint): string {
  const note = step.note === undefined ? "" : ` — ${visible(step.note)}`;
  return `    ${String(number).padStart(4)}. ${step.action.padEnd(6)} ${shorten(visible(step.variable), NAME_WIDTH)}${note} ${paint("faint", placeOf(step.location))}`;
}

function referenceLines(finding: Finding, paint: Paint): readonly string[] {
  const ids = [...finding.cwe, ...finding.owasp_mcp, ...finding.owasp_asi, ...finding.safe_mcp, ...finding.msss_controls];
  return [
    paint("faint", `    ${finding.key}; ${ids.join(", ")}`),
    paint("faint", `    CVSS ${finding.cvss.score.toFixed(1)} ${finding.cvss.vector}`),
    paint("faint", `    OWASP AIVSS ${finding.owasp_aivss.version}: ${finding.owasp_aivss.score.toFixed(1)} ${finding.owasp_aivss.vector}`),
  ];
}
