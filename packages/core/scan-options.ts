import type { Severity } from "./define/rule.ts";

/** What a user may choose about one scan. Everything here is part of the digest that names a report. */
export interface ScanOptions {
  readonly mode: "fast" | "deep";
  readonly msss: "1.0" | "2.0";
  readonly minConfidence: "low" | "medium" | "high";
  /** Keys or rule ids; empty means all. */
  readonly onlyRules: readonly string[];
  readonly skipRules: readonly string[];
  readonly classes: readonly string[];
  readonly severityOverrides: Readonly<Record<string, { readonly severity: Severity; readonly reason: string }>>;
}

/** Progress, in the words of the service's event stream. Not part of the report. */
export type ScanEvent =
  | { readonly type: "stage_started"; readonly stage_name: StageName }
  | { readonly type: "stage_completed"; readonly stage_name: StageName; readonly elapsed_ms: number }
  | {
      readonly type: "rule_started";
      readonly rule_id: string;
      readonly rule_name: string;
      readonly tier: "T1" | "T2";
      readonly severity_level: Severity;
    }
  | {
      readonly type: "rule_completed";
      readonly rule_id: string;
      readonly status: "fired" | "clean" | "error" | "skipped";
      readonly finding_count: number;
    }
  | { readonly type: "judge_verdict"; readonly model_id: string; readonly panel_index: number; readonly panel_size: number }
  | { readonly type: "judge_estimate"; readonly estimate: JudgeEstimate }
  | { readonly type: "files"; readonly done: number; readonly total: number };

/** What model judges would take at most, before any of them is asked. */
export interface JudgeEstimate {
  readonly models: readonly {
    readonly model_id: string;
    readonly provider: string;
    readonly calls: number;
    readonly input_tokens: number;
    readonly output_tokens: number;
    /** US dollars; null if its price is not configured. */
    readonly dollars: number | null;
  }[];
  readonly tokens: number;
  /** US dollars; null if the price of any model is not configured. */
  readonly dollars: number | null;
}

export const STAGES = ["resolve", "fetch", "inventory", "surface", "analyse", "dependencies", "judge", "score", "publish"] as const;
export type StageName = (typeof STAGES)[number];

export const DEFAULT_OPTIONS: ScanOptions = {
  mode: "fast",
  msss: "1.0",
  minConfidence: "low",
  onlyRules: [],
  skipRules: [],
  classes: [],
  severityOverrides: {},
};
