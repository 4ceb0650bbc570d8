import { z } from "zod";

/**
 * The documented shape of a scan result. It is the source of the type, of the OpenAPI document and of
 * the filter through which every answer passes: what is not named here cannot leave the service.
 */
export const SEVERITY_LEVELS = ["critical", "high", "medium", "low"] as const;

const count = z.number().int().nonnegative();
const score = z.number().min(0).max(10);
const grade = z.enum(["A", "B", "C", "D", "F"]);
const line = z.object({ file: z.string(), line: z.number().int() }).readonly();
const region = z
  .object({ file: z.string(), start_line: z.number(), start_col: z.number(), end_line: z.number(), end_col: z.number() })
  .readonly();
const place = z.object({ file: z.string(), start_line: z.number(), start_col: z.number() }).readonly();
const distribution = z.object({ critical: count, high: count, medium: count, low: count }).readonly();
const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();

const finding = z
  .object({
    finding_id: z.string(),
    mcp_threat_id: z.string(),
    category: z.string(),
    severity: z.enum([...SEVERITY_LEVELS, "info"]),
    aivss_score: score,
    tool_name: z.string().nullable(),
    file_path: z.string().nullable(),
    line_number: z.number().int().nullable(),
    description: z.string(),
    remediation: z.string(),
    evidence_snippet: z.string(),
    title: z.string(),
    rule_key: z.string(),
    class_rule_id: z.string(),
    confidence: z.enum(["high", "medium", "low"]),
    context: z.enum(["production", "test", "example", "docs", "vendored"]),
    cwe: list(z.string()),
    trace: z
      .object({
        source: place,
        sink: place,
        steps: list(z.object({ location: region, action: z.string(), variable: z.string(), note: z.string().optional() })),
        complete: z.boolean(),
      })
      .readonly(),
    guards: list(z.object({ location: line, why_not_enough: z.string() })),
  })
  .readonly();

const toolScore = z
  .object({
    tool_name: z.string(),
    aivss_score: score.nullable(),
    safety_grade: grade.nullable(),
    severity_distribution: distribution,
    finding_ids: list(z.string()),
    capabilities: list(z.string()),
  })
  .readonly();
export type ToolScore = z.infer<typeof toolScore>;

/** Parts of the analyzer's report that are passed on as they are; schemas/report-1.0.0.json describes them. */
const asReported = z.unknown();

export const scanResultShape = z
  .object({
    scan_id: z.string(),
    input: z.string(),
    input_type: z.string(),
    package_name: z.string(),
    status: z.enum(["in_progress", "complete", "failed"]),
    safety_score: z.number().min(0).max(100).nullable(),
    safety_grade: grade.nullable(),
    aivss_score: score.nullable(),
    findings: list(finding),
    tool_scores: list(toolScore),
    severity_distribution: distribution.nullable(),
    scan_mode_used: z.enum(["fast", "deep"]),
    scan_visibility: z.enum(["public", "private"]),
    scanned_at: z.string().nullable(),
    cached: z.boolean(),
    schema_version: z.literal(2),
    canonical_id: z.string(),
    resolved: z.object({ version: z.string().nullable(), digest: z.string() }).nullable(),
    coverage: asReported.nullable(),
    msss_score: asReported.nullable(),
    surface: asReported.nullable(),
    rules: z
      .object({ run: count, fired: list(z.string()), skipped: list(z.object({ rule_id: z.string(), reason: z.string() })) })
      .nullable(),
    error_code: z.string().optional(),
    error_message: z.string().optional(),
    created_at: z.string(),
    completed_at: z.string().nullable(),
    expires_at: z.string().optional(),
    report_url: z.string(),
    badge_url: z.string(),
    links: z.object({ sarif: z.string(), json: z.string(), evidence: z.string(), html: z.string(), sbom: z.string() }),
  })
  .readonly();
export type ScanResult = z.infer<typeof scanResultShape>;
