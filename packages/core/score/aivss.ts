import type { Dimensions, Severity } from "../define/rule.ts";
import { clamp, roundHalfUp } from "./round.ts";

interface Band {
  readonly low: number;
  readonly high: number;
}

/** A severity owns a band of scores, so that severity and score can never contradict each other. Bounds are those of CVSS 4.0. */
export const BANDS: Readonly<Record<Severity, Band>> = {
  critical: { low: 9, high: 10 },
  high: { low: 7, high: 8.9 },
  medium: { low: 4, high: 6.9 },
  low: { low: 0.1, high: 3.9 },
  info: { low: 0, high: 0 },
};

/** Share of each dimension in the place inside the band; they sum to 1. */
export const WEIGHTS: Readonly<Record<keyof Dimensions, number>> = {
  scope: 0.25,
  exploitability: 0.25,
  impact: 0.25,
  detection: 0.1,
  amplification: 0.15,
};

/**
 * AIVSS of one finding, 0..10 with one decimal: `low + (high − low) × weighted mean` of the
 * dimensions inside the severity's band. Dimensions outside 0..1 are clamped.
 */
export function findingAivss(severity: Severity, dimensions: Dimensions): number {
  const { low, high } = BANDS[severity];
  let mean = 0;
  for (const [name, weight] of Object.entries(WEIGHTS)) {
    mean += weight * clamp(dimensions[name as keyof Dimensions], 0, 1);
  }
  return roundHalfUp(low + (high - low) * mean, 1);
}
