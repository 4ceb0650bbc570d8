import { createHash } from "node:crypto";
import { addressBucket } from "./caller.ts";
import { charge } from "./plans.ts";
import { type Answer, yes } from "./problems.ts";
import { limitProblem } from "./quota.ts";
import type { Store } from "./store.ts";

/** Attempts from one address, and attempts on one account from anywhere. */
const PER_ADDRESS = { minute: 60, hour: 600 } as const;
const PER_ACCOUNT = { minute: 10, hour: 30 } as const;

/** Counts an attempt to sign in, sign up or have a mail sent, before it is looked at: guessing passwords takes for ever. */
export async function chargeAttempt(
  store: Pick<Store, "charge">,
  attempt: { readonly address: string; readonly email: string | null },
  now: Date,
): Promise<Answer<void>> {
  const address = `sign-in:${addressBucket(attempt.address)}`;
  const charges = [charge(address, "minute", PER_ADDRESS.minute, now), charge(address, "hour", PER_ADDRESS.hour, now)];
  if (attempt.email !== null) {
    // Hashed, so that the table of counts is no list of addresses.
    const account = `sign-in:${createHash("sha256").update(attempt.email.toLowerCase()).digest("hex")}`;
    charges.push(charge(account, "minute", PER_ACCOUNT.minute, now), charge(account, "hour", PER_ACCOUNT.hour, now));
  }
  const full = await store.charge(charges);
  return full === null ? yes(undefined) : limitProblem(full, now);
}
