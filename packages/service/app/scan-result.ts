import type { Finding, Report, ReportTool } from "@mcp-assay/core/report/report";
import { countedAivss, gradeOf } from "@mcp-assay/core/score/safety";
import type { ScanResult, SEVERITY_LEVELS, ToolScore } from "./result-shape.ts";
import type { ScanRow } from "./store.ts";

/** Version of the result's own shape, as documented. */
const SCHEMA_VERSION = 2;

/** The documented result of one scan, from its row and the report of its run. `publicUrl` has no slash at its end. */
export function scanResult(row: ScanRow, publicUrl: string): ScanResult {
  const report = row.report === null ? null : (JSON.parse(row.report) as Report);
  const findings = report === null ? [] : report.findings.map(toFinding);
  const complete = row.status === "complete";
  const id = encodeURIComponent(row.scanId);
  return {
    scan_id: row.scanId,
    input: row.input,
    input_type: row.inputType,
    package_name: row.packageName,
    status: row.status === "queued" || row.status === "running" ? "in_progress" : row.status,
    safety_score: complete ? row.safetyScore : null,
    safety_grade: complete ? (row.safetyGrade as ScanResult["safety_grade"]) : null,
    aivss_score: complete ? row.aivssScore : null,
    findings,
    tool_scores: report === null ? [] : toolScores(report, findings, complete),
    severity_distribution: report === null ? null : distribution(findings),
    scan_mode_used: row.mode,
    scan_visibility: row.visibility,
    scanned_at: row.finishedAt === null ? null : toSeconds(row.finishedAt),
    cached: row.cached,
    schema_version: SCHEMA_VERSION,
    canonical_id: row.canonicalId,
    resolved: row.resolvedDigest === null ? null : { version: row.resolvedVersion, digest: row.resolvedDigest },
    coverage: report?.coverage ?? null,
    msss_score: complete ? (report?.msss_score ?? null) : null,
    surface: report?.mcp_surface ?? null,
    rules: report === null ? null : { run: report.coverage.rules.run, fired: firedRules(report), skipped: report.coverage.rules.skipped },
    ...(row.errorCode === null ? {} : { error_code: row.errorCode }),
    ...(row.errorMessage === null ? {} : { error_message: row.errorMessage }),
    created_at: toSeconds(row.createdAt),
    completed_at: row.finishedAt === null ? null : toSeconds(row.finishedAt),
    report_url: `${publicUrl}/scan/${id}`,
    badge_url: `${publicUrl}/api/badge/${id}`,
    links: linksOf(`${publicUrl}/api/v1/scan/${id}`),
  };
}

/** RFC 3339 in UTC without fractions, as the documented samples. */
export function toSeconds(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function linksOf(url: string): ScanResult["links"] {
  const format = (name: string) => `${url}?format=${name}`;
  return { sarif: format("sarif"), json: format("json"), evidence: format("evidence"), html: format("html"), sbom: format("sbom") };
}

function firedRules(report: Report): readonly string[] {
  return [...new Set(report.findings.map((finding) => finding.rule_id))].sort();
}

function toFinding(finding: Finding, index: number): ScanResult["findings"][number] {
  const placed = finding.location.file !== "";
  return {
    finding_id: `f_${String(index + 1).padStart(3, "0")}`,
    mcp_threat_id: finding.threat_id,
    category: finding.category,
    severity: finding.severity,
    aivss_score: finding.aivss_score,
    tool_name: finding.mcp_context.tool_name,
    file_path: placed ? finding.location.file : null,
    line_number: placed && finding.location.start_line > 0 ? finding.location.start_line : null,
    description: finding.description,
    remediation: finding.remediation,
    evidence_snippet: finding.evidence.snippet,
    title: finding.title,
    rule_key: finding.key,
    class_rule_id: finding.rule_id,
    confidence: finding.confidence,
    context: finding.context,
    cwe: finding.cwe,
    trace: finding.trace,
    guards: finding.guards,
  };
}

function distribution(findings: readonly { readonly severity: string }[]): Record<(typeof SEVERITY_LEVELS)[number], number> {
  const count = (level: string) => findings.filter((finding) => finding.severity === level).length;
  return { critical: count("critical"), high: count("high"), medium: count("medium"), low: count("low") };
}

/** One score per tool name: two servers of one repository may both have a tool of that name. */
function toolScores(report: Report, findings: ScanResult["findings"], complete: boolean): readonly ToolScore[] {
  const byName = new Map<string, ReportTool[]>();
  for (const tool of report.mcp_surface.tools) byName.set(tool.name, [...(byName.get(tool.name) ?? []), tool]);
  return [...byName].map(([name, tools]) => {
    const own = findings.filter((_, index) => {
      const context = report.findings[index]?.mcp_context;
      return context !== undefined && (context.tool_name === name || context.tools.includes(name));
    });
    const score = complete ? Math.max(0, ...own.map(countedAivss)) : null;
    return {
      tool_name: name,
      aivss_score: score,
      safety_grade: score === null ? null : gradeOf(score),
      severity_distribution: distribution(own),
      finding_ids: own.map((finding) => finding.finding_id),
      capabilities: [...new Set(tools.flatMap((tool) => tool.capabilities))],
    };
  });
}
