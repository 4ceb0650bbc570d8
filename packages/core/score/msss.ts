import type { Rule, Severity } from "../define/rule.ts";
import { type ControlStatus, controlStatuses } from "./controls.ts";
import {
  CATEGORY_MAX,
  CONFIDENCE_FACTOR,
  CRITICAL_FACTOR,
  HIGH_FLOOR,
  HIGH_STEP,
  HIGHS_TOLERATED,
  LEVEL_MINIMUM,
  PENALTY,
} from "./msss-tables.ts";
import { roundHalfUp } from "./round.ts";
import { isFirm, type ScoredFinding } from "./scored.ts";

export interface MsssScore {
  /** 0..100, one decimal. 0 if nothing was analysed (see `assessed`). */
  readonly total: number;
  readonly level: MsssLevel;
  /** Level 1 or better. */
  readonly compliant: boolean;
  readonly version: "1.0" | "2.0";
  /** False if nothing was analysed: the numbers then say nothing. */
  readonly assessed: boolean;
  readonly categories: Readonly<Record<string, CategoryScore>>;
  readonly controls: readonly ControlStatus[];
}

export type MsssLevel = 0 | 1 | 2 | 3;

export interface CategoryScore {
  readonly score: number;
  readonly max_score: number;
  /** Findings of the class in production code. */
  readonly findings: number;
}

export interface MsssInput {
  readonly version: "1.0" | "2.0";
  readonly mode: "fast" | "deep";
  /** Rules that ran; only their controls can be met. */
  readonly rulesRun: readonly Pick<Rule, "msss">[];
  readonly analysed: boolean;
}

/** The MSSS block of a report: total, level, categories and the status of all 24 controls. */
export function msssScore(findings: readonly ScoredFinding[], input: MsssInput): MsssScore {
  const counted = findings.filter((finding) => finding.context === "production");
  const firm = counted.filter(isFirm);
  const level = input.analysed ? levelOf(totalOf(firm, input.version), firm, input.mode) : 0;
  return {
    total: input.analysed ? totalOf(counted, input.version) : 0,
    level,
    compliant: level >= 1,
    version: input.version,
    assessed: input.analysed,
    categories: categoriesOf(counted, input),
    controls: controlStatuses(findings, input.analysed ? input.rulesRun : []),
  };
}

/** Total of findings that are all in production code, 0..100. */
function totalOf(findings: readonly ScoredFinding[], version: "1.0" | "2.0"): number {
  if (version === "1.0") {
    return roundHalfUp(
      CATEGORY_MAX.reduce((sum, [letter, max]) => sum + max - cappedPenalty(findings, letter, max, version), 0),
      1,
    );
  }
  const direct = findings.reduce((sum, finding) => sum + penaltyOf(finding, version), 0);
  return roundHalfUp(Math.max(0, 100 - direct) * severityMultiplier(findings), 1);
}

function penaltyOf(finding: ScoredFinding, version: "1.0" | "2.0"): number {
  return PENALTY[version][finding.severity] * CONFIDENCE_FACTOR[finding.confidence];
}

function cappedPenalty(findings: readonly ScoredFinding[], letter: string, max: number, version: "1.0" | "2.0"): number {
  const penalty = findings.reduce((sum, finding) => (finding.class === letter ? sum + penaltyOf(finding, version) : sum), 0);
  return Math.min(max, penalty);
}

function severityMultiplier(findings: readonly ScoredFinding[]): number {
  return CRITICAL_FACTOR ** countOf(findings, "critical") * Math.max(HIGH_FLOOR, 1 - HIGH_STEP * countOf(findings, "high"));
}

/** In version 2.0 the categories only break the direct penalties down; the total is not their sum. */
function categoriesOf(findings: readonly ScoredFinding[], input: MsssInput): Readonly<Record<string, CategoryScore>> {
  return Object.fromEntries(
    CATEGORY_MAX.map(([letter, max]) => [
      letter,
      {
        score: input.analysed ? roundHalfUp(max - cappedPenalty(findings, letter, max, input.version), 1) : 0,
        max_score: max,
        findings: findings.filter((finding) => finding.class === letter).length,
      },
    ]),
  );
}

/** Level of firm findings: a suspicion alone neither lowers it nor is outvoted by it. */
function levelOf(total: number, firm: readonly ScoredFinding[], mode: "fast" | "deep"): MsssLevel {
  const highs = countOf(firm, "high");
  if (countOf(firm, "critical") > 0 || highs > HIGHS_TOLERATED || total < LEVEL_MINIMUM[1]) return 0;
  if (highs > 0 || total < LEVEL_MINIMUM[2]) return 1;
  return mode === "deep" && total >= LEVEL_MINIMUM[3] ? 3 : 2;
}

function countOf(findings: readonly ScoredFinding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}
