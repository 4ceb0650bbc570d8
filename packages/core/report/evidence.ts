import type { Rule } from "../define/rule.ts";
import type { ScanOptions } from "../scan-options.ts";
import type { Sha256 } from "./fingerprint.ts";
import { type Lines, type Sources, shownLines } from "./frame.ts";
import { toHtml } from "./html.ts";
import { stableJson } from "./json.ts";
import { compareFindings, compareText } from "./order.ts";
import type { Finding, Report } from "./report.ts";
import { toSbom } from "./sbom.ts";

export interface EvidenceOptions {
  readonly rules: readonly Rule[];
  readonly sources: Sources;
  readonly sha256: Sha256;
  /** What the user chose; printed in config.json. */
  readonly options?: ScanOptions;
}

export const SUMS_FILE = "SHA256SUMS";

/** Lines before and after a finding. */
const CONTEXT_LINES = 5;
/** A region of a whole file shows its beginning only. */
const SNIPPET_LINES = 60;

/** The evidence bundle as path → text, with the sums of all other files in SHA256SUMS. Writing it is the caller's. */
export function toEvidence(report: Report, options: EvidenceOptions): Map<string, string> {
  const { scan_id, timestamp, summary, safety, suppressed, errors, coverage, duration, version, target, consensus, dependencies } = report;
  const findings = [...report.findings].sort(compareFindings);
  const lines = shownLines(report, options.sources);
  const files = new Map<string, string>([
    ["manifest.json", stableJson({ scan_id, timestamp, ...report.manifest })],
    [
      "results.json",
      stableJson({
        version,
        scan_id,
        timestamp,
        target,
        summary,
        safety,
        dependencies,
        ...(consensus === undefined ? {} : { consensus }),
        findings,
        suppressed,
        errors,
        coverage,
        duration,
      }),
    ],
    [
      "config.json",
      stableJson({
        ...report.config,
        tool: report.tool,
        catalogue: report.catalogue,
        ...(options.options === undefined ? {} : { options: options.options }),
      }),
    ],
    ["surface.json", stableJson(report.mcp_surface)],
    ["msss-score.json", stableJson(report.msss_score)],
    ["sbom.cdx.json", toSbom(report, options.sha256)],
    ["report.html", toHtml(report, { sources: options.sources, rules: options.rules })],
    ...findings.map((finding, index): [string, string] => [
      `evidences/finding-${String(index + 1).padStart(3, "0")}.json`,
      stableJson(evidenceOf(finding, report, lines)),
    ]),
  ]);
  return files.set(SUMS_FILE, sumsOf(files, options.sha256));
}

/** One finding with its code. `snippet` is what `snippet_hash` is over: the masked snippet of the report. */
function evidenceOf(finding: Finding, report: Report, lines: Lines): unknown {
  const { location } = finding;
  const all = lines(location.file);
  const start = location.start_line - 1;
  const end = Math.min(location.end_line, start + SNIPPET_LINES);
  const inFile = all !== null && start >= 0 && start < all.length;
  return {
    finding_id: finding.id,
    rule_id: finding.rule_id,
    key: finding.key,
    title: finding.title,
    severity: finding.severity,
    confidence: finding.confidence,
    fingerprint: finding.fingerprint,
    description: finding.description,
    remediation: finding.remediation,
    location,
    evidence: {
      snippet: finding.evidence.snippet,
      full_snippet: inFile ? all.slice(start, end).join("\n") : finding.evidence.snippet,
      context_before: inFile ? all.slice(Math.max(0, start - CONTEXT_LINES), start) : [],
      context_after: inFile ? all.slice(location.end_line, location.end_line + CONTEXT_LINES) : [],
      snippet_hash: finding.evidence.snippet_hash,
    },
    trace: finding.trace,
    guards: finding.guards,
    mcp_context: finding.mcp_context,
    analysis_metadata: { mode: report.config.mode, scan_duration: report.duration, analyzer_version: report.tool.version },
  };
}

/** In the form that `sha256sum --check` reads. */
function sumsOf(files: ReadonlyMap<string, string>, sha256: Sha256): string {
  return [...files.keys()]
    .sort(compareText)
    .map((path) => `${sha256(files.get(path) ?? "")}  ${path}\n`)
    .join("");
}
