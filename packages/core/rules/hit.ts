import type { Confidence, Rule, Severity } from "../define/rule.ts";
import type { Place } from "../surface/surface.ts";
import type { Entry, Flow, GuardNote, TraceStep } from "../taint/flow.ts";

/** What a rule found at one place, before it is scored and printed. */
export interface Hit {
  readonly rule: Rule;
  /** Text of the finding, holes filled. */
  readonly text: string;
  readonly place: Place;
  readonly entries: readonly Entry[];
  /** Tool and handler where no entry says them. */
  readonly tool: string | null;
  readonly handler: string | null;
  readonly confidence: Confidence;
  readonly severity: Severity;
  readonly reasons: readonly string[];
  readonly steps: readonly TraceStep[];
  readonly truncated: boolean;
  readonly guards: readonly GuardNote[];
  /** Replaces the source lines as evidence. */
  readonly snippet: string | null;
  /** The flow behind it; null for hooks. */
  readonly flow: Flow | null;
}

export type RuleStatus = "fired" | "clean" | "error" | "skipped";

/** How one rule ended. A rule that did not run is never clean. */
export interface RuleOutcome {
  readonly rule: Rule;
  readonly status: RuleStatus;
  readonly hits: number;
  /** Why it was skipped, or what went wrong. */
  readonly reason: string | null;
}

export const SEVERITY_RANK: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };

export function leastSevere(a: Severity, b: Severity): Severity {
  return SEVERITY_RANK[a] >= SEVERITY_RANK[b] ? a : b;
}

const LEVELS: readonly Confidence[] = ["low", "medium", "high"];

export function lowestConfidence(a: Confidence, b: Confidence): Confidence {
  return LEVELS.indexOf(a) <= LEVELS.indexOf(b) ? a : b;
}
