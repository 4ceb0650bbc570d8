import { type Answer, no, type ServiceCode } from "./problems.ts";
import type { Charge } from "./store.ts";

/** The window that is nearest to its limit. */
export interface Quota {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until it starts anew. */
  readonly reset: number;
}

export function quotaOf(charges: readonly Charge[], used: readonly number[], now: Date): Quota | null {
  const all = charges.map((charge, index) => ({
    limit: charge.limit,
    remaining: Math.max(0, charge.limit - (used[index] ?? 0)),
    reset: secondsTo(charge, now),
  }));
  return all.reduce<Quota | null>((least, quota) => (least === null || quota.remaining < least.remaining ? quota : least), null);
}

/** 429 with the window that denied, in the documented shape. */
export function limitProblem(by: Charge, now: Date): Answer<never> {
  const code: ServiceCode = by.subject.startsWith("force")
    ? "FORCE_RESCAN_RATE_LIMITED"
    : by.subject.includes(":org:")
      ? "ORG_RATE_LIMITED"
      : "RATE_LIMITED";
  return no(code, `the limit of ${by.limit} a ${by.period} is used up`, {
    details: { window: by.period, limit: by.limit, current: by.limit, reset_at: by.resetsAt },
    retryAfter: secondsTo(by, now),
  });
}

function secondsTo(charge: Charge, now: Date): number {
  return Math.max(1, Math.ceil((Date.parse(charge.resetsAt) - now.getTime()) / 1000));
}
