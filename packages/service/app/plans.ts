import type { Account } from "./people.ts";
import type { Charge, Period } from "./store.ts";

/** What a plan allows. Submissions per window; a missing window has no limit. */
export interface Plan {
  readonly limits: Readonly<Partial<Record<Period, number>>>;
  /** Windows that all members of a team use up together. */
  readonly shared: readonly Period[];
  /** Private scans and API keys. */
  readonly paid: boolean;
  /** Members and open invitations of a team; null: any number. */
  readonly seats: number | null;
}

/** The table of plans (spec/service.md, "Accounts, keys, plans, limits"), unless PLANS_FILE names another. */
export const PLANS = {
  anonymous: { paid: false, seats: 1, shared: [], limits: { minute: 10, day: 60, week: 200 } },
  free: { paid: false, seats: 1, shared: [], limits: { minute: 20, day: 100, month: 1_000 } },
  developer: { paid: true, seats: 1, shared: [], limits: { minute: 60, day: 1_000, month: 10_000 } },
  team: { paid: true, seats: 10, shared: ["month"], limits: { minute: 120, month: 50_000 } },
  business: { paid: true, seats: null, shared: ["month"], limits: { minute: 300, month: 200_000 } },
} as const satisfies Record<string, Plan>;

export type PlanName = keyof typeof PLANS;
export type Plans = Readonly<Record<PlanName, Plan>>;

/** Plans that an account may have, the least first. */
export const ACCOUNT_PLANS = ["free", "developer", "team", "business"] as const satisfies readonly PlanName[];
export type AccountPlan = (typeof ACCOUNT_PLANS)[number];

/** The plan that counts for an account: its own or, where that is not less, its team's, whose windows are then shared. */
export function planFor({ plan, team }: Pick<Account, "plan" | "team">): { readonly name: string; readonly pool: string | null } {
  const rank = (name: string) => (ACCOUNT_PLANS as readonly string[]).indexOf(name);
  if (team === null || rank(team.plan) < rank(plan)) return { name: plan, pool: null };
  return { name: team.plan, pool: team.teamId };
}

/** Reads allowed for each submission allowed. */
const READS_PER_SUBMISSION = 10;
const FORCED_PER_USER = 10;
const FORCED_PER_TARGET = 3;
/** Targets that do not exist, a minute: guessing names of private packages is not a use of the service. */
const FAILED_RESOLVES = 20;

/** The plan of that name; an unknown name gets the least. */
export function planOf(plans: Plans, name: string): Plan {
  return Object.hasOwn(plans, name) ? plans[name as PlanName] : plans.anonymous;
}

/** Whose limits are counted, and with whom they are shared. */
export interface Counted {
  readonly plan: Plan;
  /** "account:…", "address:…" */
  readonly who: string;
  readonly pool: string | null;
}

export function submissionCharges(counted: Counted, now: Date): readonly Charge[] {
  return periodsOf(counted).map(([period, limit, subject]) => charge(`submit:${subject}`, period, limit, now));
}

export function readCharges(counted: Counted, now: Date): readonly Charge[] {
  return periodsOf(counted).map(([period, limit, subject]) => charge(`read:${subject}`, period, limit * READS_PER_SUBMISSION, now));
}

export function forcedCharges(who: string, target: string, now: Date): readonly Charge[] {
  return [charge(`force:${who}`, "hour", FORCED_PER_USER, now), charge(`force-target:${target}`, "hour", FORCED_PER_TARGET, now)];
}

export function failedResolveCharge(who: string, now: Date): Charge {
  return charge(`unresolved:${who}`, "minute", FAILED_RESOLVES, now);
}

function periodsOf({ plan, who, pool }: Counted): readonly (readonly [Period, number, string])[] {
  const limits = Object.entries(plan.limits) as [Period, number][];
  return limits.map(([period, limit]) => [period, limit, pool !== null && plan.shared.includes(period) ? `org:${pool}` : who]);
}

/** One unit in the window that holds `now`: calendar windows in UTC, weeks from Monday. */
export function charge(subject: string, period: Period, limit: number, now: Date): Charge {
  const [starts, resets] = windowAt(period, now);
  return { subject, period, limit, startsAt: starts.toISOString(), resetsAt: resets.toISOString() };
}

/** Start (inclusive) and end (exclusive) of a window. */
export function windowAt(period: Period, now: Date): readonly [Date, Date] {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  if (period === "month") return [new Date(Date.UTC(year, month)), new Date(Date.UTC(year, month + 1))];
  if (period === "day") return [new Date(Date.UTC(year, month, day)), new Date(Date.UTC(year, month, day + 1))];
  const length = period === "minute" ? 60_000 : 3_600_000;
  if (period !== "week") {
    const start = Math.floor(now.getTime() / length) * length;
    return [new Date(start), new Date(start + length)];
  }
  const monday = day - ((now.getUTCDay() + 6) % 7);
  return [new Date(Date.UTC(year, month, monday)), new Date(Date.UTC(year, month, monday + 7))];
}
