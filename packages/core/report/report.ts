import type { Capability } from "../define/kinds.ts";
import type { Confidence, Severity } from "../define/rule.ts";
import type { Rating } from "../inventory/advisories.ts";
import type { MsssScore } from "../score/msss.ts";
import type { Safety } from "../score/safety.ts";
import type { Context } from "../score/scored.ts";
import type { SkipReason } from "../snapshot.ts";
import type { Schema, ToolAnnotations } from "../surface/surface.ts";
import type { TraceAction } from "../taint/flow.ts";
import type { Consensus } from "./consensus.ts";

export type { MsssScore } from "../score/msss.ts";
export type { Safety } from "../score/safety.ts";
export type { Context } from "../score/scored.ts";

/**
 * The report, version 1.0.0: exactly what `--output json` prints. Names, types and values of the
 * documented schema are a public contract; everything else here is an addition.
 */
export interface Report {
  readonly version: "1.0.0";
  /** YYYYMMDD-HHMMSS-<6 hex> */
  readonly scan_id: string;
  /** RFC 3339, UTC, seconds. */
  readonly timestamp: string;
  readonly target: ReportTarget;
  readonly tool: { readonly name: string; readonly version: string };
  readonly catalogue: { readonly version: string; readonly digest: string };
  readonly config: {
    readonly mode: "fast" | "deep";
    readonly hash: string;
    /** Configuration file that shaped the scan; absent if there was none. */
    readonly file?: string;
  };
  readonly manifest: ReportManifest;
  readonly mcp_surface: ReportSurface;
  readonly dependencies: ReportDependencies;
  readonly coverage: Coverage;
  readonly safety: Safety;
  readonly msss_score: MsssScore;
  /** Verdict of the panel; only of deep scans. */
  readonly consensus?: Consensus;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly errors: readonly { readonly where: string; readonly message: string }[];
  readonly summary: Summary;
  /** "2.345s" */
  readonly duration: string;
}

export interface ReportTarget {
  readonly input: string;
  readonly type: string;
  readonly name: string;
  readonly version: string | null;
  readonly digest: string;
}

export interface ReportManifest {
  readonly total_files: number;
  readonly languages: Readonly<Record<string, number>>;
  readonly files: readonly { readonly path: string; readonly hash: string; readonly size: number; readonly language: string }[];
}

export interface ReportSurface {
  /** "stdio", "http", "websocket" or "unknown"; the most exposed of all servers. */
  readonly transport: string;
  readonly transports: readonly {
    readonly kind: string;
    readonly host: string | null;
    readonly port: number | null;
    readonly location: LineRef;
  }[];
  readonly servers: readonly {
    readonly root: string;
    readonly name: string | null;
    readonly version: string | null;
    readonly tools: number;
    readonly safety: Safety;
  }[];
  readonly instructions: string | null;
  readonly tools: readonly ReportTool[];
  readonly resources: readonly {
    readonly name: string;
    readonly uri: string;
    readonly description: string | null;
    readonly handler: string | null;
    readonly location: LineRef;
  }[];
  readonly prompts: readonly {
    readonly name: string;
    readonly description: string | null;
    readonly arguments: readonly string[];
    readonly handler: string | null;
    readonly location: LineRef;
  }[];
  readonly auth_signals: readonly { readonly type: string; readonly location: LineRef }[];
}

export interface LineRef {
  readonly file: string;
  readonly line: number;
}

export interface ReportTool {
  readonly name: string;
  readonly title: string | null;
  readonly description: string;
  readonly handler: string;
  readonly handler_location: LineRef | null;
  readonly location: LineRef;
  readonly input_schema: Schema | null;
  readonly output_schema: Schema | null;
  readonly schema_enforced: boolean;
  readonly annotations: ToolAnnotations;
  readonly capabilities: readonly Capability[];
}

/** What the server is built from. `checked` of `total` packages have a verdict; the others stand in `not_checked` with the reason. */
export interface ReportDependencies {
  readonly total: number;
  readonly direct: number;
  readonly development: number;
  readonly checked_with: "database" | "osv.dev" | "nothing";
  readonly checked: number;
  readonly not_checked: readonly { readonly reason: string; readonly count: number; readonly packages: readonly string[] }[];
  /** The imported advisory database; null where it was not used. */
  readonly database: {
    readonly digest: string;
    readonly imported_at: string;
    readonly newest_record: string;
    /** Days between its newest record and this scan. */
    readonly age_days: number | null;
  } | null;
  readonly vulnerable: readonly (ReportDependency & {
    /** Production code of the server imports it by itself. */
    readonly imported: boolean;
    /** It is the scanned release itself. */
    readonly release: boolean;
    readonly advisories: readonly {
      readonly id: string;
      readonly aliases: readonly string[];
      readonly summary: string;
      readonly rating: Rating | null;
      readonly malicious: boolean;
      readonly fixed_in: readonly string[];
      readonly affected_by: "version" | "range";
    }[];
  })[];
  /** Manifests and lock files that could not be read. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
  readonly packages: readonly ReportDependency[];
}

export interface ReportDependency {
  /** OSV's name of the ecosystem. */
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string | null;
  readonly requirement: string | null;
  readonly direct: boolean;
  readonly development: boolean;
  readonly purl: string;
  /** File that names it. */
  readonly file: string;
}

/** What was looked at and what was not. Never empty, never implied. */
export interface Coverage {
  readonly files: {
    readonly analysed: number;
    readonly skipped: readonly { readonly path: string; readonly reason: SkipReason; readonly detail?: string }[];
  };
  readonly rules: { readonly run: number; readonly skipped: readonly { readonly rule_id: string; readonly reason: string }[] };
  readonly tools: { readonly found: number; readonly with_handler: number };
  /** Engine limits that were reached, in words. */
  readonly limits: readonly { readonly what: string; readonly where: string }[];
  /** What a reader should know of this scan besides: no MCP server, suppressions and baseline entries that meet nothing. */
  readonly notes?: readonly { readonly what: string; readonly where: string }[];
  readonly complete: boolean;
}

export interface Region {
  readonly file: string;
  readonly start_line: number;
  readonly start_col: number;
  readonly end_line: number;
  readonly end_col: number;
}

export interface Finding {
  /** 12 hex characters from rule, file and fingerprint. */
  readonly id: string;
  readonly rule_id: string;
  readonly key: string;
  readonly title: string;
  readonly threat_id: string;
  readonly class: string;
  readonly category: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly confidence_reasons: readonly string[];
  readonly aivss_score: number;
  readonly language: string;
  readonly context: Context;
  readonly location: Region;
  readonly original_location?: Region;
  readonly mcp_context: {
    readonly tool_name: string | null;
    readonly handler_name: string | null;
    readonly transport: string;
    readonly tools: readonly string[];
  };
  readonly trace: {
    readonly source: { readonly file: string; readonly start_line: number; readonly start_col: number };
    readonly sink: { readonly file: string; readonly start_line: number; readonly start_col: number };
    readonly steps: readonly ReportStep[];
    readonly complete: boolean;
  };
  readonly guards: readonly { readonly location: LineRef; readonly why_not_enough: string }[];
  readonly evidence: { readonly snippet: string; readonly snippet_hash: string };
  readonly description: string;
  readonly remediation: string;
  readonly cwe: readonly string[];
  readonly owasp_mcp: readonly string[];
  readonly owasp_asi: readonly string[];
  readonly safe_mcp: readonly string[];
  readonly msss_controls: readonly string[];
  readonly cvss: { readonly version: "4.0"; readonly vector: string; readonly score: number };
  /** OWASP AIVSS 0.8 under its own name, never mixed with aivss_score. */
  readonly owasp_aivss: { readonly version: "0.8"; readonly vector: string; readonly score: number };
  readonly fingerprint: string;
}

export interface ReportStep {
  readonly location: Region;
  readonly action: TraceAction;
  readonly variable: string;
  readonly note?: string;
}

export interface Suppressed {
  readonly finding_id: string;
  readonly rule_id: string;
  readonly location: LineRef;
  readonly by: "baseline" | "inline" | "config";
  readonly reason: string;
}

export interface Summary {
  readonly total: number;
  readonly by_severity: Readonly<Record<string, number>>;
  readonly by_class: Readonly<Record<string, number>>;
  readonly by_language: Readonly<Record<string, number>>;
}
