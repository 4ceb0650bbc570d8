import { BANDS } from "./aivss.ts";
import { clamp, roundHalfUp } from "./round.ts";
import { GRADES, type GradeTable, gradeOf } from "./safety.ts";
import { isFirm, type ScoredFinding } from "./scored.ts";

/** How much of the distance to the median counts, and how far it may move a score. */
const SHARE = 0.25;
const FARTHEST = 1;
const STEP = 0.1;

/**
 * The score of the rules, moved by the panel: `clamp(rule + clamp(0.25 × (median − rule), −1, +1), 0, 10)`, never across more than one
 * grade, never below `floor`. One decimal.
 */
export function mergedAivss(rule: number, median: number, floor: number, table: GradeTable = GRADES): number {
  const moved = clamp(rule + clamp(SHARE * (median - rule), -FARTHEST, FARTHEST), 0, 10);
  return withinOneGrade(rule, Math.max(roundHalfUp(moved, 1), Math.min(floor, rule)), table);
}

/** The evidence that no panel can talk away: the lower bound of the band of the worst firm production finding; 0 without one. */
export function evidenceFloor(findings: readonly ScoredFinding[]): number {
  return findings.filter(isFirm).reduce((floor, { severity }) => Math.max(floor, BANDS[severity].low), 0);
}

/** Takes single steps back until the grade is at most the next one; with the published table a score never moves that far. */
function withinOneGrade(rule: number, moved: number, table: GradeTable): number {
  const place = (score: number): number => table.findIndex(({ grade }) => grade === gradeOf(score, table));
  let score = moved;
  while (Math.abs(place(score) - place(rule)) > 1) score = roundHalfUp(score + Math.sign(rule - score) * STEP, 1);
  return score;
}
