/** Decimal places kept before rounding; removes the binary error of sums and products (8.65 is stored as 8.6500000000000003…, 1.005 × 100 as 100.49999…). */
const EXACT_DIGITS = 10;

/**
 * Rounds half up in decimal: 8.65 → 8.7, 8.64 → 8.6, at one digit.
 * @param value finite, below 1e9 in magnitude (scores are 0..100)
 * @param digits decimals kept, 0..6
 */
export function roundHalfUp(value: number, digits: number): number {
  const decimal = value.toFixed(EXACT_DIGITS);
  return Number(`${Math.round(Number(`${decimal}e${digits}`))}e-${digits}`);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
