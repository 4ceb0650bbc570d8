import type { Invocation, Log, Notification, Run } from "sarif";
import type { Rule } from "../define/rule.ts";
import { gradeLine, reasonCounts } from "./facts.ts";
import { stableJson } from "./json.ts";
import { PROJECT_URL } from "./links.ts";
import type { Finding, Report } from "./report.ts";
import { largestFitting, MAX_BYTES, MAX_FLOW_LOCATIONS, MAX_RESULTS, mostSevere } from "./sarif-limits.ts";
import { messageText, ROOT, sarifResult } from "./sarif-result.ts";
import { ruleTable } from "./sarif-rules.ts";

export interface SarifOptions {
  /** All rules of the catalogue; those that were skipped are left out here. */
  readonly rules: readonly Rule[];
  /** Bytes of a text after gzip. Without it the text itself is held to the limit, which is never too much. */
  readonly compressedSize?: (text: string) => number;
}

/** Driver name of the documented contract. */
const DRIVER = "mcp-scan";
const SCHEMA = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json";
const NAMED_FILES = 20;

/** The report as SARIF 2.1.0 within the limits of code scanning; what had to be left out is a notification. */
export function toSarif(report: Report, options: SarifOptions): string {
  const size = options.compressedSize ?? ((text) => new TextEncoder().encode(text).length);
  const findings = mostSevere(report.findings, MAX_RESULTS);
  const print = (count: number) => stableJson(sarifLog(report, options.rules, findings.slice(0, count)));
  return print(largestFitting(findings.length, (count) => size(print(count)) <= MAX_BYTES));
}

function sarifLog(report: Report, rules: readonly Rule[], findings: readonly Finding[]): Log {
  const skipped = new Set(report.coverage.rules.skipped.map((rule) => rule.rule_id));
  const table = ruleTable(rules, skipped, report.findings);
  const run: Run = {
    tool: {
      driver: {
        name: DRIVER,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        informationUri: PROJECT_URL,
        rules: [...table.descriptors],
      },
    },
    originalUriBaseIds: { [ROOT]: { description: { text: "The folder, package or repository that was scanned." } } },
    columnKind: "utf16CodeUnits",
    invocations: [invocation(report, findings.length)],
    results: findings.map((finding) => sarifResult(finding, table.indexOf(finding))),
    properties: {
      scan_id: report.scan_id,
      target: report.target,
      catalogue: report.catalogue,
      safety: report.safety,
      msss_score: { total: report.msss_score.total, level: report.msss_score.level, version: report.msss_score.version },
      ...(report.consensus === undefined ? {} : { consensus: report.consensus }),
    },
  };
  return { $schema: SCHEMA, version: "2.1.0", runs: [run] };
}

function invocation(report: Report, shown: number): Invocation {
  return {
    executionSuccessful: report.coverage.complete && report.errors.length === 0,
    endTimeUtc: report.timestamp,
    toolExecutionNotifications: [...notifications(report, shown)],
  };
}

function* notifications(report: Report, shown: number): Generator<Notification> {
  const { files, rules, limits } = report.coverage;
  const left = report.findings.length - shown;
  const long = report.findings.filter((finding) => finding.trace.steps.length > MAX_FLOW_LOCATIONS).length;
  yield note("report/grade", "note", `Grade ${gradeLine(report)}`);
  if (left > 0)
    yield note(
      "report/limit",
      "warning",
      `${left} less severe findings were left out to stay within the limits of code scanning; the JSON report has all ${report.findings.length}.`,
    );
  if (long > 0) yield note("report/limit", "note", `The middle of ${long} long traces was left out; the JSON report has all steps.`);
  for (const rule of rules.skipped)
    yield {
      ...note("coverage/rule-skipped", "note", `Rule ${rule.rule_id} was not run: ${rule.reason}`),
      associatedRule: { id: rule.rule_id },
    };
  if (files.skipped.length > 0) {
    const names = files.skipped.slice(0, NAMED_FILES).map((file) => file.path);
    const more = files.skipped.length > names.length ? " and more" : "";
    yield note(
      "coverage/files-skipped",
      "note",
      `${files.skipped.length} files were not analysed (${reasonCounts(files.skipped)}): ${names.join(", ")}${more}`,
    );
  }
  for (const limit of limits) yield note("coverage/limit", "warning", `Limit reached: ${limit.what} (${limit.where})`);
  for (const error of report.errors) yield note("engine/error", "error", `${error.where}: ${error.message}`);
}

function note(id: string, level: "note" | "warning" | "error", text: string): Notification {
  return { descriptor: { id }, level, message: { text: messageText(text) } };
}
