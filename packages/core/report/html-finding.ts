import type { Rule } from "../define/rule.ts";
import { explainDimensions } from "../score/dimensions.ts";
import { type FrameLine, frameOf, type Lines, placeOf } from "./frame.ts";
import type { Finding, Region, ReportStep } from "./report.ts";
import { forHtml, shorten, visible } from "./visible.ts";

/** A trace longer than this shows both ends; the page stays readable and its size bounded. */
const STEPS = 40;
const NAME = 300;
const PROSE = 1000;
const SNIPPET = 4000;

/** One finding as an article. The trace is stepped through: each step opens its own lines of code. */
export function findingHtml(finding: Finding, rule: Rule | undefined, lines: Lines): string {
  return [
    `<article class="${finding.severity}" id="f-${forHtml(finding.id)}">`,
    `<h3><b>${finding.severity}</b> ${forHtml(finding.rule_id)} ${name(finding.title)}</h3>`,
    `<p class="meta">${meta(finding)}</p>`,
    `<p>${forHtml(shorten(finding.description, PROSE))}</p>`,
    ...finding.confidence_reasons.map((reason) => `<p class="meta">Less certain: ${forHtml(reason)}</p>`),
    codeHtml(lines, finding.location) ?? `<pre>${shorten(finding.evidence.snippet, SNIPPET).split("\n").map(forHtml).join("\n")}</pre>`,
    traceHtml(finding, lines),
    ...finding.guards.map(
      (guard) =>
        `<p>Check at <code>${name(guard.location.file)}:${guard.location.line}</code> is not enough: ${forHtml(guard.why_not_enough)}</p>`,
    ),
    `<p><strong>Fix:</strong> ${forHtml(finding.remediation.replace(/\s+/gu, " "))}</p>`,
    `<details><summary>References and scores</summary>${referencesHtml(finding, rule)}</details>`,
    "</article>",
  ].join("\n");
}

function meta(finding: Finding): string {
  const original = finding.original_location === undefined ? [] : [`from <code>${forHtml(placeOf(finding.original_location))}</code>`];
  return [
    `<code>${forHtml(placeOf(finding.location))}</code>`,
    ...original,
    `confidence ${finding.confidence}`,
    ...(finding.context === "production" ? [] : [`in ${finding.context} code`]),
    `AIVSS ${finding.aivss_score.toFixed(1)}`,
    `id ${forHtml(finding.id)}`,
  ].join(" · ");
}

function traceHtml({ trace }: Finding, lines: Lines): string {
  if (trace.steps.length < 2) return "";
  const half = STEPS / 2;
  const items = trace.steps.map((step, index) => ({ step, number: index + 1 }));
  const shown = items.length <= STEPS ? items : [...items.slice(0, half), ...items.slice(-half)];
  const cut = trace.complete ? "" : `<p class="meta">The way is longer; a limit cut it.</p>`;
  const rows = shown.map(
    ({ step, number }) =>
      `<li value="${number}"><details${number === trace.steps.length ? " open" : ""}><summary>${stepTitle(step)}</summary>${codeHtml(lines, step.location) ?? ""}</details></li>`,
  );
  return `<details open><summary>Trace, ${trace.steps.length} steps</summary><ol>${rows.join("\n")}</ol>${cut}</details>`;
}

function stepTitle(step: ReportStep): string {
  const note = step.note === undefined ? "" : `: ${forHtml(step.note)}`;
  return `${step.action} <code>${name(step.variable)}</code> <span class="meta">${forHtml(placeOf(step.location))}</span>${note}`;
}

/** Lines of code with the region marked; null if the file is not at hand. Frame text is visible already. */
function codeHtml(lines: Lines, region: Region): string | null {
  const frame = frameOf(lines, region);
  if (frame === null) return null;
  const width = String(frame.at(-1)?.number ?? 0).length;
  return `<pre>${frame.map((line) => lineHtml(line, width)).join("\n")}</pre>`;
}

function lineHtml({ number, text, mark }: FrameLine, width: number): string {
  const gutter = `<i>${String(number).padStart(width)} | </i>`;
  if (mark === null) return gutter + forHtml(text);
  return `${gutter}${forHtml(text.slice(0, mark.start))}<mark>${forHtml(text.slice(mark.start, mark.end))}</mark>${forHtml(text.slice(mark.end))}`;
}

function referencesHtml(finding: Finding, rule: Rule | undefined): string {
  const ids = [...finding.cwe, ...finding.owasp_mcp, ...finding.owasp_asi, ...finding.safe_mcp, ...finding.msss_controls];
  const rows: (readonly [string, string])[] = [
    ["Rule", finding.key],
    ["References", ids.join(", ")],
    ["CVSS 4.0", `${finding.cvss.score.toFixed(1)} ${finding.cvss.vector}`],
    [`OWASP AIVSS ${finding.owasp_aivss.version}`, `${finding.owasp_aivss.score.toFixed(1)} ${finding.owasp_aivss.vector}`],
    ["Fingerprint", finding.fingerprint],
    ...(rule === undefined ? [] : ruleRows(rule)),
  ];
  return `<dl>${rows.map(([term, value]) => `<dt>${forHtml(term)}</dt><dd>${forHtml(value)}</dd>`).join("")}</dl>`;
}

function ruleRows(rule: Rule): readonly (readonly [string, string])[] {
  return [
    ["What", rule.what],
    ["Why it matters", rule.why],
    ...rule.misses.map((miss) => ["Blind spot", miss] as const),
    ...explainDimensions(rule.dimensions).map(({ dimension, value, means }) => [`Score: ${dimension}`, `${value}, ${means}`] as const),
  ].map(([term, value]) => [term ?? "", (value ?? "").replace(/\s+/gu, " ")]);
}

function name(text: string): string {
  return forHtml(shorten(visible(text), NAME));
}
