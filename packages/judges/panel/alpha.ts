/**
 * Krippendorff's alpha for interval data with missing values: 1 − observed / expected disagreement, over the pairable values.
 * Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section E with the interval difference (c − k)².
 * @param units for each unit the values that raters gave it; missing ones left out
 * @returns at most 1; null if nothing can be compared: fewer than two pairable values, or no variation at all
 */
export function krippendorffAlpha(units: readonly (readonly number[])[]): number | null {
  const paired = units.filter((values) => values.length >= 2);
  const all = paired.flat();
  if (all.length < 2) return null;
  const observed = paired.reduce((sum, values) => sum + squaredDifferences(values) / (values.length - 1), 0) / all.length;
  const expected = squaredDifferences(all) / (all.length * (all.length - 1));
  return expected === 0 ? null : 1 - observed / expected;
}

/** Sum of (a − b)² over all ordered pairs, in one pass: 2n Σx² − 2(Σx)², about the mean so that nothing cancels. */
function squaredDifferences(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return 2 * values.length * values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
