import { type Caller, countedFor } from "./caller.ts";
import { readCharges, submissionCharges } from "./plans.ts";
import { no, yes } from "./problems.ts";
import { toSeconds } from "./scan-result.ts";
import type { Charge, Store } from "./store.ts";

/** The caller's account, as it is now. */
export async function readAccount(store: Store, caller: Caller) {
  const account = caller.kind === "anonymous" ? null : await store.account(caller.accountId);
  if (caller.kind === "anonymous" || account === null) return no("UNAUTHENTICATED", "sign in, or send a key");
  const { id, email, name, emailVerified: email_verified, createdAt } = account;
  return yes({
    id,
    email,
    name,
    email_verified,
    plan: caller.planName,
    role: caller.team?.role ?? null,
    created_at: toSeconds(createdAt),
    via: caller.via.kind,
    scopes: caller.via.kind === "key" ? caller.via.scopes : null,
  });
}

/** What the account has used of each of its windows. */
export async function readUsage(store: Store, caller: Caller, now: Date) {
  if (caller.kind === "anonymous") return no("UNAUTHENTICATED", "sign in, or send a key");
  const counted = countedFor(caller);
  const windows = async (charges: readonly Charge[]) => {
    const used = await store.used(charges);
    return charges.map(({ period, limit, resetsAt }, index) => ({
      window: period,
      limit,
      used: used[index] ?? 0,
      reset_at: toSeconds(resetsAt),
    }));
  };
  return yes({
    plan: caller.planName,
    submissions: await windows(submissionCharges(counted, now)),
    reads: await windows(readCharges(counted, now)),
  });
}
