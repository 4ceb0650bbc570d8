import type { Constant } from "./value.ts";

/** Parts of the private and loopback address space that a program may compare a host with. */
const LOOPBACK = 1;
const TEN = 2;
const ONE_SEVENTY_TWO = 4;
const ONE_NINETY_TWO = 8;
const LINK_LOCAL = 16;

const TEXTS: readonly (readonly [RegExp, number])[] = [
  [/localhost|loopback|\b127\b|::1|\b0\.0\.0\.0\b/, LOOPBACK],
  [/(?:^|[^0-9.])10(?:$|[^0-9])|^private$/, TEN],
  [/(?:^|[^0-9])172(?:$|[^0-9])/, ONE_SEVENTY_TWO],
  [/(?:^|[^0-9])192(?:$|[^0-9])/, ONE_NINETY_TWO],
  [/(?:^|[^0-9])169(?:$|[^0-9])|fe80|fe\[89ab\]|^linkLocal$/i, LINK_LOCAL],
];

/** The same networks as 32-bit numbers, signed or not. */
const NUMBERS: ReadonlyMap<number, number> = new Map([
  [0x7f000000, LOOPBACK],
  [0x0a000000, TEN],
  [0xac100000, ONE_SEVENTY_TWO],
  [0xc0a80000, ONE_NINETY_TWO],
  [0xa9fe0000, LINK_LOCAL],
]);

/** Ranges named by a text, a number or the source of a pattern. */
export function rangesIn(value: Constant): number {
  const text = String(value);
  let out = typeof value === "number" ? (NUMBERS.get(value >>> 0) ?? 0) : 0;
  for (const [pattern, range] of TEXTS) if (pattern.test(text)) out |= range;
  return out;
}

/** A host that was compared with loopback and with at least two of the private ranges counts as checked. */
export function refusesPrivate(ranges: number): boolean {
  const others = [TEN, ONE_SEVENTY_TWO, ONE_NINETY_TWO, LINK_LOCAL].filter((range) => (ranges & range) !== 0).length;
  return (ranges & LOOPBACK) !== 0 && others >= 2;
}
