import type { Confidence, Severity } from "../define/rule.ts";
import type { Finding } from "./report.ts";

/** From worst to least. */
export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

/** Findings of one tool; null for those no tool reaches. */
export interface ToolGroup {
  readonly tool: string | null;
  readonly findings: readonly Finding[];
}

type Sortable = Pick<Finding, "severity" | "location" | "rule_id" | "id">;

/** The order of every report: severity, file, line, column, rule, id. Files by code unit, so that no locale matters. */
export function compareFindings(a: Sortable, b: Sortable): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compareText(a.location.file, b.location.file) ||
    a.location.start_line - b.location.start_line ||
    a.location.start_col - b.location.start_col ||
    compareText(a.rule_id, b.rule_id) ||
    compareText(a.id, b.id)
  );
}

/** By code unit. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const CERTAINTY: readonly Confidence[] = ["high", "medium", "low"];

/** Groups by tool, the tool with the worst and surest finding first, what belongs to no tool last. */
export function groupByTool(findings: readonly Finding[]): readonly ToolGroup[] {
  const groups = new Map<string | null, Finding[]>();
  for (const finding of [...findings].sort(compareForReading)) {
    const tool = finding.mcp_context.tool_name;
    const members = groups.get(tool);
    if (members === undefined) groups.set(tool, [finding]);
    else members.push(finding);
  }
  const list = [...groups].map(([tool, members]) => ({ tool, findings: members }));
  return [...list.filter((group) => group.tool !== null), ...list.filter((group) => group.tool === null)];
}

/** People read the surest of equally severe findings first. */
function compareForReading(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    CERTAINTY.indexOf(a.confidence) - CERTAINTY.indexOf(b.confidence) ||
    compareFindings(a, b)
  );
}

/** "2 critical, 1 low"; "none" for nothing. */
export function severityCounts(findings: readonly Pick<Finding, "severity">[]): string {
  const counts = SEVERITIES.map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }));
  return (
    counts
      .filter((row) => row.count > 0)
      .map((row) => `${row.count} ${row.severity}`)
      .join(", ") || "none"
  );
}
