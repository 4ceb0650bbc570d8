import type { Confidence, Severity } from "../define/rule.ts";

/** Points of each class in version 1.0; they sum to 100. L and M have none and act through the level. */
export const CATEGORY_MAX: readonly (readonly [letter: string, max: number])[] = [
  ["A", 22],
  ["B", 13],
  ["C", 10],
  ["D", 10],
  ["E", 10],
  ["F", 8],
  ["G", 8],
  ["H", 5],
  ["I", 4],
  ["J", 3],
  ["K", 3],
  ["N", 4],
];

/**
 * Base penalties. The published scorer names outcomes, not penalties; these reproduce every outcome:
 * 1.0: one critical 90, two highs 93. 2.0: one critical 37.5, two highs 49.
 */
export const PENALTY: Readonly<Record<"1.0" | "2.0", Readonly<Record<Severity, number>>>> = {
  "1.0": { critical: 10, high: 3.5, medium: 2, low: 1, info: 0 },
  "2.0": { critical: 25, high: 15, medium: 5, low: 1, info: 0 },
};

export const CONFIDENCE_FACTOR: Readonly<Record<Confidence, number>> = { high: 1, medium: 0.75, low: 0.5 };

/** Version 2.0 multiplies what is left: by this for every critical … */
export const CRITICAL_FACTOR = 0.5;
/** … and by 1 − this × number of highs, never below the floor. */
export const HIGH_STEP = 0.15;
export const HIGH_FLOOR = 0.25;

/** Level 1 tolerates this many highs. */
export const HIGHS_TOLERATED = 3;
export const LEVEL_MINIMUM: Readonly<Record<1 | 2 | 3, number>> = { 1: 60, 2: 80, 3: 90 };
export const LEVEL_LABEL: Readonly<Record<0 | 1 | 2 | 3, string>> = {
  0: "not compliant",
  1: "basic compliance",
  2: "enterprise ready",
  3: "certified",
};
