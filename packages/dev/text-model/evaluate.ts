import type { Sample } from "./corpus.ts";
import { type Bag, fit, scoreOf } from "./fit.ts";

/** A text with the score it got from a model that had not seen its group. */
export interface Judged {
  readonly sample: Sample;
  readonly score: number;
}

export const THRESHOLD = 0.5;

/**
 * Leaves one group out at a time, trains on the rest, judges what was left out. Texts without a group (null) are always trained on
 * and never judged.
 */
export function leaveOut(bags: readonly Bag[], groupOf: (sample: Sample) => string | null): Judged[] {
  const groups = [...new Set(bags.map((bag) => groupOf(bag.sample)))].filter((group) => group !== null).sort();
  return groups.flatMap((group) => {
    const model = fit(
      bags.filter((bag) => groupOf(bag.sample) !== group),
      "",
    );
    return bags
      .filter((bag) => groupOf(bag.sample) === group && bag.sample.kind !== "composed")
      .map((bag) => ({ sample: bag.sample, score: scoreOf(model, bag) }));
  });
}

/** How many of `total`, with the 95 % interval of Wilson (1927), in per cent. */
export interface Share {
  readonly count: number;
  readonly total: number;
  readonly percent: number;
  readonly low: number;
  readonly high: number;
}

/** Share of judged texts that are taken for instructions. */
export function flagged(judged: readonly Judged[]): Share {
  return share(judged.filter((one) => one.score >= THRESHOLD).length, judged.length);
}

export function share(count: number, total: number): Share {
  if (total === 0) return { count, total, percent: 0, low: 0, high: 100 };
  const z = 1.959964;
  const p = count / total;
  const middle = (p + (z * z) / (2 * total)) / (1 + (z * z) / total);
  const reach = (z / (1 + (z * z) / total)) * Math.sqrt((p * (1 - p)) / total + (z * z) / (4 * total * total));
  return { count, total, percent: 100 * p, low: 100 * Math.max(0, middle - reach), high: 100 * Math.min(1, middle + reach) };
}
