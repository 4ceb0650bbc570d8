import type { ArtifactLocation, CodeFlow, Location, Result, Region as SarifRegion } from "sarif";
import type { Finding, Region, ReportStep } from "./report.ts";
import { bothEnds, MAX_FLOW_LOCATIONS, MAX_RELATED } from "./sarif-limits.ts";
import { LEVELS } from "./sarif-rules.ts";
import { visible } from "./visible.ts";

/** Name of the scanned root; the consumer decides where it is. */
export const ROOT = "%SRCROOT%";

const STEP_LABEL: Readonly<Record<ReportStep["action"], string>> = {
  source: "Source",
  assign: "Assign",
  call: "Call",
  return: "Return",
  field: "Field",
  guard: "Check",
  sink: "Sink",
};

/** One finding as a SARIF result. */
export function sarifResult(finding: Finding, ruleIndex: number): Result {
  const flow = codeFlow(finding);
  const guards = finding.guards.slice(0, MAX_RELATED);
  return {
    ruleId: finding.rule_id,
    ruleIndex,
    level: LEVELS[finding.severity],
    kind: "fail",
    message: { text: messageText(finding.description || finding.title) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(finding.location.file),
          region: { ...regionOf(finding.location), snippet: { text: visibleSnippet(finding) } },
        },
      },
    ],
    ...(flow === null ? {} : { codeFlows: [flow] }),
    ...(guards.length === 0 ? {} : { relatedLocations: guards.map(guardLocation) }),
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint, "mcpAssay/v1": finding.fingerprint },
    properties: properties(finding),
  };
}

function properties(finding: Finding): Record<string, unknown> {
  return {
    id: finding.id,
    key: finding.key,
    severity: finding.severity,
    confidence: finding.confidence,
    context: finding.context,
    aivss_score: finding.aivss_score,
    cvss: finding.cvss,
    owasp_aivss: finding.owasp_aivss,
    remediation: finding.remediation,
    tool_name: finding.mcp_context.tool_name === null ? null : visible(finding.mcp_context.tool_name),
    msss_controls: finding.msss_controls,
  };
}

function visibleSnippet(finding: Finding): string {
  return finding.evidence.snippet.split("\n").map(visible).join("\n");
}

/** A trace of one place says no more than the location itself. */
function codeFlow({ trace }: Finding): CodeFlow | null {
  if (trace.steps.length < 2) return null;
  const locations = bothEnds(trace.steps, MAX_FLOW_LOCATIONS).map((step) => ({
    location: {
      physicalLocation: { artifactLocation: artifact(step.location.file), region: regionOf(step.location) },
      message: { text: messageText(`${STEP_LABEL[step.action]}: ${step.variable}${step.note === undefined ? "" : ` (${step.note})`}`) },
    },
  }));
  return { threadFlows: [{ locations }] };
}

function guardLocation(guard: Finding["guards"][number], index: number): Location {
  return {
    id: index + 1,
    physicalLocation: { artifactLocation: artifact(guard.location.file), region: { startLine: Math.max(1, guard.location.line) } },
    message: { text: messageText(`Not enough: ${guard.why_not_enough}`) },
  };
}

/** SARIF counts as the report does: from 1, end column exclusive. A place without columns is a whole line. */
function regionOf(region: Region): SarifRegion {
  const startLine = Math.max(1, region.start_line);
  if (region.start_col < 1) return { startLine };
  const endLine = Math.max(startLine, region.end_line);
  const endColumn = endLine === startLine ? Math.max(region.start_col, region.end_col) : Math.max(1, region.end_col);
  return { startLine, startColumn: region.start_col, endLine, endColumn };
}

/** A relative URI: every segment percent-encoded, so that no name can become a scheme, query or parent. */
export function artifact(path: string): ArtifactLocation {
  const wellFormed = path.replace(/\p{Cs}/gu, "\uFFFD");
  return { uri: wellFormed.split("/").map(encodeURIComponent).join("/"), uriBaseId: ROOT };
}

/**
 * Text of a SARIF message, in which "[text](1)" is a link and "{0}" a placeholder (SARIF 2.1.0, 3.11.5
 * and 3.11.6). Braces are doubled only where they would be read as a placeholder, since common viewers
 * show doubled braces as they are.
 */
export function messageText(text: string): string {
  return visible(text)
    .replaceAll("](", "] (")
    .replace(/\{(\d+)\}/g, "{{$1}}");
}
