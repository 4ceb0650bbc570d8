import { BANDS } from "./aivss.ts";
import { clamp, roundHalfUp } from "./round.ts";
import type { ScoredFinding } from "./scored.ts";

export type Grade = "A" | "B" | "C" | "D" | "F";

export interface Safety {
  /** Highest finding that counts, 0..10; null when nothing was analysed. */
  readonly aivss_score: number | null;
  /** 0..100, higher is safer; null when nothing was analysed. */
  readonly safety_score: number | null;
  /** null (shown as N/A) when nothing was analysed. */
  readonly safety_grade: Grade | null;
}

/** A grade holds below its bound; the last row has none. */
export type GradeTable = readonly { readonly grade: Grade; readonly below: number }[];

/** The only place that says where a grade ends. Half-open: 2.0 is a B. */
export const GRADES: GradeTable = [
  { grade: "A", below: 2 },
  { grade: "B", below: 4 },
  { grade: "C", below: 7 },
  { grade: "D", below: 9 },
  { grade: "F", below: Number.POSITIVE_INFINITY },
];

export function gradeOf(aivss: number, table: GradeTable = GRADES): Grade {
  return table.find((row) => aivss < row.below)?.grade ?? "F";
}

/** 100 − 10 × AIVSS, whole, 0..100. */
export function safetyScore(aivss: number): number {
  return clamp(roundHalfUp(100 - 10 * aivss, 0), 0, 100);
}

/** What a finding adds to its package: nothing outside production, at most the low band if its confidence is low. */
export function countedAivss(finding: Pick<ScoredFinding, "context" | "confidence" | "aivss_score">): number {
  if (finding.context !== "production") return 0;
  return finding.confidence === "low" ? Math.min(finding.aivss_score, BANDS.low.high) : finding.aivss_score;
}

/** Scores of a known package AIVSS, for callers that have merged it with something else. */
export function safetyFor(aivss: number, table: GradeTable = GRADES): Safety {
  return { aivss_score: aivss, safety_score: safetyScore(aivss), safety_grade: gradeOf(aivss, table) };
}

/**
 * Safety of one server or package: its worst counted finding.
 * @param analysed false if no file was analysed; then there is no grade, never an A
 */
export function safetyOf(findings: readonly Pick<ScoredFinding, "context" | "confidence" | "aivss_score">[], analysed: boolean): Safety {
  if (!analysed) return { aivss_score: null, safety_score: null, safety_grade: null };
  const worst = findings.reduce((highest, finding) => Math.max(highest, countedAivss(finding)), 0);
  return safetyFor(roundHalfUp(worst, 1));
}
