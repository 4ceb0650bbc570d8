import type { SignedIn } from "./caller.ts";
import { ACCOUNT_PLANS, type AccountPlan } from "./plans.ts";
import { type Answer, no, yes } from "./problems.ts";
import type { Store } from "./store.ts";

/** Plans that are paid for. */
export const PAID_PLANS = ["developer", "team", "business"] as const satisfies readonly AccountPlan[];
export type PaidPlan = (typeof PAID_PLANS)[number];

/** Who takes the money. Every method fails when it does not answer. */
export interface Billing {
  /** A customer for the account; asked twice, the same one. Gives its id. */
  createCustomer(account: { readonly id: string; readonly email: string; readonly name: string }): Promise<string>;
  /** Address of a page where the customer subscribes to a plan. */
  checkout(customerId: string, accountId: string, plan: PaidPlan): Promise<string>;
  /** Address of a page where the customer changes or ends what he has. */
  portal(customerId: string): Promise<string>;
  /** The plans that the customer pays for now. */
  plansOf(customerId: string): Promise<readonly PaidPlan[]>;
  /** Ends every subscription at once. */
  cancel(customerId: string): Promise<void>;
  /** Whose subscriptions a message is about; null: about something else. Undefined: it is not theirs, or too old. */
  customerIn(message: Buffer, signature: string): string | null | undefined;
}

/** What is kept of an account's payments. */
export interface BillingRecords {
  billing(accountId: string): Promise<{ readonly customerId: string | null } | null>;
  setCustomer(accountId: string, customerId: string): Promise<void>;
  /** The account of a customer, with the number of changes of its plan that payments made. */
  billedAccount(customerId: string): Promise<{ readonly accountId: string; readonly plan: string; readonly changes: number } | null>;
  /** False when another change came in between. */
  setBilledPlan(accountId: string, plan: string, changes: number): Promise<boolean>;
}

export interface BillingPorts {
  readonly store: Store;
  /** Null where nothing is paid for. */
  readonly billing: Billing | null;
  /** Plan of those who do not pay. */
  readonly defaultPlan: AccountPlan;
}

const OFF = () => no("NOT_FOUND", "nothing is paid for here", { hint: "billing is not configured" });
const UNREACHABLE = () => no("UPSTREAM_UNAVAILABLE", "the payment service does not answer", { retryAfter: 30 });

export async function startCheckout({ store, billing }: BillingPorts, caller: SignedIn, plan: PaidPlan): Promise<Answer<string>> {
  if (billing === null) return OFF();
  const account = await store.account(caller.accountId);
  const kept = await store.billing(caller.accountId);
  if (account === null || kept === null) return no("UNAUTHENTICATED", "the account is gone");
  try {
    const customerId = kept.customerId ?? (await billing.createCustomer(account));
    if (kept.customerId === null) await store.setCustomer(account.id, customerId);
    if ((await billing.plansOf(customerId)).length > 0)
      return no("CONFLICT", "you have a subscription already", { hint: "change it in the portal (POST /api/v1/billing/portal)" });
    return yes(await billing.checkout(customerId, account.id, plan));
  } catch {
    return UNREACHABLE();
  }
}

export async function openPortal({ store, billing }: BillingPorts, caller: SignedIn): Promise<Answer<string>> {
  if (billing === null) return OFF();
  const customerId = (await store.billing(caller.accountId))?.customerId ?? null;
  if (customerId === null)
    return no("NOT_FOUND", "you have paid for nothing yet", { hint: "subscribe first (POST /api/v1/billing/checkout)" });
  return billing.portal(customerId).then(yes, UNREACHABLE);
}

/** How often a plan is worked out anew because another message changed it meanwhile. */
const ROUNDS = 10;

/**
 * A message says only that something has changed: what holds is asked for, so that messages may come twice, late and in any
 * order.
 */
export async function hearOfPayment(ports: BillingPorts, message: Buffer, signature: string): Promise<Answer<void>> {
  const { store, billing } = ports;
  if (billing === null) return OFF();
  const customerId = billing.customerIn(message, signature);
  if (customerId === undefined) return no("INVALID_REQUEST", "the signature does not fit the message");
  if (customerId === null) return yes(undefined);
  for (let round = 0; round < ROUNDS; round++) {
    const account = await store.billedAccount(customerId);
    if (account === null) return yes(undefined);
    const paid = await billing.plansOf(customerId).catch(() => null);
    if (paid === null) return UNREACHABLE();
    const plan = highest(paid) ?? ports.defaultPlan;
    if (plan === account.plan) return yes(undefined);
    if (!(await store.setBilledPlan(account.accountId, plan, account.changes))) continue;
    const details = { from: account.plan, to: plan, by: "payment" };
    await store.audit({ accountId: account.accountId, action: "plan.changed", details, address: null });
    return yes(undefined);
  }
  return UNREACHABLE();
}

/** Ends what the account pays for; false when the payment service does not answer. */
export async function endPayments({ store, billing }: BillingPorts, accountId: string): Promise<boolean> {
  const customerId = (await store.billing(accountId))?.customerId ?? null;
  if (billing === null || customerId === null) return true;
  return billing.cancel(customerId).then(
    () => true,
    () => false,
  );
}

function highest(plans: readonly PaidPlan[]): AccountPlan | null {
  return ACCOUNT_PLANS.findLast((plan) => (plans as readonly string[]).includes(plan)) ?? null;
}
