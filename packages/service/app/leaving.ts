import { type BillingPorts, endPayments } from "./billing.ts";
import type { SignedIn } from "./caller.ts";
import { type Answer, no, yes } from "./problems.ts";
import { toSeconds } from "./scan-result.ts";

/** Everything kept about one account, and its end. */
export interface Leaving {
  accountRecords(accountId: string): Promise<AccountRecords | null>;
  /**
   * Removes the account with everything that is only its own: keys, sessions, private scans, its log. Public scans stay, and
   * belong to nobody. Nothing happens to the owner of a team with other members.
   */
  removeAccount(accountId: string): Promise<AccountRemoval>;
}

export type AccountRemoval =
  /** With the runs whose files may still wait. */
  { readonly kind: "removed"; readonly runIds: readonly string[] } | { readonly kind: "unknown" } | { readonly kind: "owns-team" };

/** What is kept of somebody. No hash of a password or key is part of it. Times are RFC 3339. */
export interface AccountRecords {
  readonly account: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly plan: string;
    readonly createdAt: string;
  };
  readonly team: { readonly id: string; readonly name: string; readonly role: string } | null;
  readonly keys: readonly {
    readonly id: string;
    readonly prefix: string;
    readonly label: string;
    readonly scopes: readonly string[];
    readonly createdAt: string;
    readonly expiresAt: string;
    readonly revokedAt: string | null;
  }[];
  readonly signInMethods: readonly { readonly provider: string; readonly createdAt: string }[];
  readonly sessions: readonly {
    readonly createdAt: string;
    readonly expiresAt: string;
    readonly address: string | null;
    readonly userAgent: string | null;
  }[];
  readonly scans: readonly {
    readonly id: string;
    readonly input: string;
    readonly visibility: string;
    readonly status: string;
    readonly createdAt: string;
    readonly callbackUrl: string | null;
  }[];
  readonly log: readonly { readonly action: string; readonly details: string; readonly address: string | null; readonly at: string }[];
}

export interface LeavingPorts extends BillingPorts {
  readonly artifacts: { remove(name: string): Promise<void> };
  readonly now: () => Date;
  readonly publicUrl: string;
}

/** What is kept of the caller, in one document. */
export async function exportAccount({ store, now, publicUrl }: LeavingPorts, caller: SignedIn) {
  const records = await store.accountRecords(caller.accountId);
  if (records === null) return no("UNAUTHENTICATED", "the account is gone");
  const { team, keys, signInMethods, sessions, scans, log } = records;
  const { createdAt: since, ...account } = records.account;
  return yes({
    exported_at: toSeconds(now().toISOString()),
    account: { ...account, created_at: toSeconds(since) },
    team,
    keys: keys.map(({ createdAt, expiresAt, revokedAt, ...key }) => ({
      ...key,
      ...{ created_at: createdAt, expires_at: expiresAt, revoked_at: revokedAt },
    })),
    sign_in_methods: signInMethods.map(({ provider, createdAt }) => ({ provider, created_at: createdAt })),
    sessions: sessions.map(({ createdAt, expiresAt, address, userAgent }) => ({
      ...{ created_at: createdAt, expires_at: expiresAt, address, user_agent: userAgent },
    })),
    scans: scans.map(({ id, input, visibility, status, createdAt, callbackUrl }) => ({
      ...{ scan_id: id, input, scan_visibility: visibility, status, created_at: createdAt, callback_url: callbackUrl },
      result_url: `${publicUrl}/api/v1/scan/${encodeURIComponent(id)}`,
    })),
    audit_log: log.map(({ action, details, address, at }) => ({
      action,
      details: JSON.parse(details) as Record<string, unknown>,
      address,
      at,
    })),
  });
}

/**
 * Ends the caller's account. He names its address, so that nobody does it by mistake. Whatever stands against it is looked at
 * before payments end: a refused leaving changes nothing.
 */
export async function leave(ports: LeavingPorts, caller: SignedIn, email: string): Promise<Answer<void>> {
  const { store, artifacts } = ports;
  const records = await store.accountRecords(caller.accountId);
  if (records === null) return no("UNAUTHENTICATED", "the account is gone");
  if (records.account.email.toLowerCase() !== email.toLowerCase())
    return no("EMAIL_MISMATCH", "this is not the address of your account", { hint: "send the address you sign in with" });
  if (await leadsOthers(store, caller.accountId, records.team)) return OWNS_TEAM();
  if (!(await endPayments(ports, caller.accountId)))
    return no("UPSTREAM_UNAVAILABLE", "your subscription could not be ended, so nothing was removed", { retryAfter: 30 });
  const removed = await store.removeAccount(caller.accountId);
  // Somebody accepted an invitation while the payments ended.
  if (removed.kind === "owns-team") return OWNS_TEAM();
  if (removed.kind === "removed") for (const runId of removed.runIds) await artifacts.remove(runId);
  return yes(undefined);
}

const OWNS_TEAM = () =>
  no("CONFLICT", "your team has other members", { hint: "hand it over (PATCH /api/v1/team) or end it (DELETE /api/v1/team) first" });

async function leadsOthers(store: LeavingPorts["store"], accountId: string, membership: AccountRecords["team"]): Promise<boolean> {
  if (membership?.role !== "owner") return false;
  const team = await store.team(membership.id);
  return team?.members.some((member) => member.accountId !== accountId) ?? false;
}
