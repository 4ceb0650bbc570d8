import { isProgram } from "../inventory/languages.ts";
import { LEVEL_LABEL } from "../score/msss-tables.ts";
import { LOST } from "./lost.ts";
import { compareText, severityCounts } from "./order.ts";
import { panelLine } from "./panel-facts.ts";
import type { Report } from "./report.ts";

/** One line of the head of a report, the same in text, HTML and Markdown. Values may hold text of the target. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What a reader must see first: what was scanned, how it did, and how much of it was looked at. */
export function headFacts(report: Report): readonly Fact[] {
  return [
    { name: "Target", value: targetName(report) },
    { name: "Grade", value: gradeLine(report) },
    { name: `MSSS ${report.msss_score.version}`, value: msssLine(report) },
    ...(report.consensus === undefined ? [] : [{ name: "Panel", value: panelLine(report.consensus) }]),
    { name: "Findings", value: findingsLine(report) },
    { name: "Packages", value: dependenciesLine(report) },
    { name: "Coverage", value: coverageLine(report) },
    ...(report.config.file === undefined ? [] : [{ name: "Config", value: report.config.file }]),
    {
      name: "Scan",
      value: `${report.config.mode}, ${report.timestamp}, ${report.duration}; ${report.tool.name} ${report.tool.version}, catalogue ${report.catalogue.version}`,
    },
  ];
}

export function targetName({ target }: Report): string {
  return `${target.type}:${target.name}${target.version === null ? "" : `@${target.version}`}`;
}

export function gradeLine({ safety, coverage }: Report): string {
  if (safety.safety_grade === null)
    return coverage.files.analysed === 0
      ? "N/A (nothing was analysed)"
      : coverage.notes?.some(({ what }) => what.startsWith("no tool")) === true
        ? "N/A (no tool was found)"
        : "N/A (not an MCP server)";
  return `${safety.safety_grade}, safety ${safety.safety_score}/100, AIVSS ${safety.aivss_score?.toFixed(1)}`;
}

function msssLine({ msss_score: score }: Report): string {
  return score.assessed ? `${score.total}/100, level ${score.level} (${LEVEL_LABEL[score.level]})` : "N/A";
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function findingsLine(report: Report): string {
  const outside = report.findings.filter((finding) => finding.context !== "production").length;
  const parts = [severityCounts(report.findings)];
  if (outside > 0) parts.push(`${outside} of them outside production code`);
  if (report.suppressed.length > 0) parts.push(`${report.suppressed.length} suppressed`);
  return parts.join("; ");
}

function coverageLine({ coverage }: Report): string {
  const { files, rules, tools } = coverage;
  const skippedFiles = files.skipped.length === 0 ? "" : `, ${files.skipped.length} skipped (${reasonCounts(files.skipped)})`;
  const skippedRules = rules.skipped.length === 0 ? "" : `, ${rules.skipped.length} not run`;
  return `${counted(files.analysed, "file")} analysed${skippedFiles}; ${counted(rules.run, "rule")} run${skippedRules}; ${counted(tools.found, "tool")} found, ${tools.with_handler} with handler`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** What is known of the packages it is built from; "not checked" is never left out. */
function dependenciesLine({ dependencies }: Report): string {
  const { total, checked, checked_with, not_checked, database, vulnerable } = dependencies;
  if (total === 0 && vulnerable.length === 0) return "none named";
  if (checked_with === "nothing")
    return `${total}, not checked against known vulnerabilities (${not_checked[0]?.reason ?? "nobody looked"})`;
  const days = database?.age_days ?? null;
  const by = database === null ? "osv.dev" : `the advisory database${days === null ? "" : `, ${days} ${days === 1 ? "day" : "days"} old`}`;
  const open = total - checked;
  return `${total}, ${checked} checked against ${by}${open === 0 ? "" : `, ${open} not checked`}; ${vulnerable.length} with known vulnerabilities`;
}

/** "3 binary, 1 too-large": the most frequent first. */
export function reasonCounts(skipped: readonly { readonly reason: string }[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || compareText(a, b))
    .map(([reason, count]) => `${count} ${reason}`)
    .join(", ");
}

/**
 * Whether something that should have been looked at was not: a program, a rule, a stage. A limit of the analysis alone leaves everything
 * looked at, though less deeply, and a file that no verdict needs (data, a test) leaves the report whole.
 */
export function hasGaps({ coverage, errors }: Report): boolean {
  if (coverage.complete) return false;
  const lost = coverage.files.skipped.some(({ path, reason }) => LOST.has(reason) && isProgram(path));
  return lost || errors.length > 0 || coverage.limits.length === 0;
}

/** The first reason why a report is not whole, and how many more there are. */
export function whyIncomplete({ coverage, errors }: Report): string {
  const lost = coverage.files.skipped.filter(({ reason }) => LOST.has(reason));
  const reasons = [
    ...errors.map((error) => `${error.where} failed (${error.message})`),
    ...[...lost.filter(({ path }) => isProgram(path)), ...lost.filter(({ path }) => !isProgram(path))].map(
      ({ path, reason }) => `${path} was not looked at (${reason})`,
    ),
    ...limitsByKind(coverage.limits).map((limit) => `a limit was reached: ${limit}`),
  ];
  const [first = "it ended early"] = reasons;
  return reasons.length > 1 ? `${first} and ${reasons.length - 1} more` : first;
}

/** Places of a reached limit that are named; the report lists all. */
const NAMED_PLACES = 3;

/** Reached limits, one line for each kind. */
function limitsByKind(limits: Report["coverage"]["limits"]): readonly string[] {
  return [...new Set(limits.map(({ what }) => what))].map((kind) => {
    const places = limits.filter(({ what }) => what === kind).map(({ where }) => where);
    const more = places.length > NAMED_PLACES ? ` and ${places.length - NAMED_PLACES} more` : "";
    return `${kind} (${places.slice(0, NAMED_PLACES).join(", ")}${more})`;
  });
}

/** Advisory data older than this is said to be old (days): new advisories appear every day. */
const FRESH_DAYS = 30;

function oldAdvisories({ dependencies: { database } }: Report): readonly string[] {
  const days = database?.age_days ?? 0;
  return days > FRESH_DAYS
    ? [`The advisory data is ${days} days old; what was published since then is not in it (mcp-assay db update).`]
    : [];
}

/** What makes the report less than whole; empty if nothing does. */
export function warnings(report: Report): readonly string[] {
  const { coverage, errors } = report;
  return [
    ...(coverage.complete ? [] : [`This scan is incomplete: ${whyIncomplete(report)}. What was not looked at may hold findings.`]),
    ...oldAdvisories(report),
    ...limitsByKind(coverage.limits).map((limit) => `Limit reached: ${limit}`),
    ...(coverage.notes ?? []).map((note) => sentence(note.where === "" ? note.what : `${note.what} (${note.where})`)),
    ...errors.map((error) => `Error in ${error.where}: ${error.message}`),
  ];
}
