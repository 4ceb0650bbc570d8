import { compareFindings } from "./order.ts";
import type { Finding } from "./report.ts";

/**
 * Limits of GitHub code scanning ("SARIF results exceed one or more limits" and "SARIF file is too
 * large" in its documentation). A run with more than 25,000 results is rejected and only 5,000 are kept;
 * a result with more than 10,000 thread flow locations is rejected and 1,000 are kept; a rule may have 20 tags, of
 * which 10 are kept; a result shows 100 locations. The upload may have 10 MB after gzip.
 */
export const MAX_RESULTS = 5000;
export const MAX_FLOW_LOCATIONS = 1000;
export const MAX_TAGS = 20;
export const MAX_RELATED = 100;
export const MAX_BYTES = 10_000_000;

/** The most severe findings, in the order of the report. */
export function mostSevere(findings: readonly Finding[], max: number): readonly Finding[] {
  return [...findings].sort(compareFindings).slice(0, max);
}

/** The first and the last part of a list that is too long: source and sink both stay. */
export function bothEnds<T>(items: readonly T[], max: number): readonly T[] {
  if (items.length <= max) return items;
  const head = Math.ceil(max / 2);
  return [...items.slice(0, head), ...items.slice(items.length - (max - head))];
}

/**
 * The largest number of findings, up to `most`, with which the log still fits. Fits at fewer if it
 * fits at more.
 */
export function largestFitting(most: number, fits: (count: number) => boolean): number {
  if (fits(most)) return most;
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
