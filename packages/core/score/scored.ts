import type { Confidence, Severity } from "../define/rule.ts";

/** Where a finding stands: only production counts; everything else is shown and does not drive a score. */
export type Context = "production" | "test" | "example" | "docs" | "vendored";

/** What scoring reads of a finding; a report's finding has all of it. */
export interface ScoredFinding {
  readonly id: string;
  /** Class letter, "A" to "N". */
  readonly class: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly context: Context;
  readonly aivss_score: number;
  /** MSSS control ids, "MCP-EXEC-01". */
  readonly msss_controls: readonly string[];
}

/** A finding that may drive the level and the control status: production code and more than a suspicion. */
export function isFirm(finding: ScoredFinding): boolean {
  return finding.context === "production" && finding.confidence !== "low";
}
