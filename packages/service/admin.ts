import { randomBytes } from "node:crypto";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { SCOPES } from "./app/caller.ts";
import { keyHash } from "./app/identify.ts";
import { makeKey } from "./app/keys.ts";
import type { Account } from "./app/people.ts";
import { ACCOUNT_PLANS } from "./app/plans.ts";
import type { Database } from "./app/store.ts";
import { BUILT_PARTS, type Parts } from "./parts.ts";
import type { Settings } from "./settings.ts";
import { openDatabase } from "./store/open.ts";

/** What an operator can do at the machine itself. With the embedded database the service must be stopped meanwhile. */
export interface Admin {
  createUser(user: { readonly email: string; readonly name: string; readonly plan: string }): Promise<Result<Account>>;
  setPlan(email: string, plan: string): Promise<Result<void>>;
  /** The only time that the key is seen. */
  createKey(email: string, label: string): Promise<Result<string>>;
  /** Keys of another installation: one "email key" a line; gives the number taken. */
  importKeys(text: string): Promise<Result<number>>;
  revokeKey(email: string, keyId: string): Promise<Result<void>>;
  /** Removes private scans older than so many days; how many. */
  prune(days: number): Promise<number>;
  /** Queues the runs again whose worker is gone. */
  requeue(): Promise<number>;
  close(): Promise<void>;
}

export async function openAdmin(settings: Settings, given: Partial<Parts> = {}): Promise<Result<Admin>> {
  const parts = { ...BUILT_PARTS, ...given };
  const opened = await openDatabase(
    { databaseUrl: settings.databaseUrl, dataDir: settings.dataDir, threadEntry: parts.databaseThread },
    () => {},
  );
  return opened.ok ? ok(adminOf(opened.value)) : opened;
}

const WISH = { scopes: SCOPES, allowed_cidrs: [], expires_in_days: 365 };
const ports = { randomBytes, now: () => new Date() };
const audit = (accountId: string, action: string, details: Record<string, string>) => ({ accountId, action, details, address: null });

function adminOf({ store, close }: Database): Admin {
  const known = async (email: string): Promise<Result<Account>> => {
    const account = await store.accountByEmail(email);
    return account === null ? fail("INVALID_REQUEST", `there is no user ${email}`) : ok(account);
  };
  return {
    close,
    prune: (days) => store.prune(days),
    requeue: () => store.recover(false),
    createUser: async ({ email, name, plan }) => {
      if (!isPlan(plan)) return noPlan(plan);
      const account = await store.createAccount({ id: randomBytes(12).toString("hex"), email, name, plan });
      return account === null ? fail("INVALID_REQUEST", `there is a user ${email} already`) : ok(account);
    },
    setPlan: async (email, plan) => {
      if (!isPlan(plan)) return noPlan(plan);
      const account = await known(email);
      if (!account.ok) return account;
      await store.setPlan(account.value.id, plan);
      await store.audit(audit(account.value.id, "plan.changed", { from: account.value.plan, to: plan }));
      return ok(undefined);
    },
    createKey: async (email, label) => {
      const account = await known(email);
      if (!account.ok) return account;
      const { secret, key } = makeKey(ports, account.value.id, { ...WISH, label });
      await store.createKey(key);
      await store.audit(audit(account.value.id, "key.created", { key_id: key.id, prefix: key.prefix, label }));
      return ok(secret);
    },
    importKeys: async (text) => {
      const lines = text.split(/\r?\n/u).filter((line) => line.trim() !== "");
      for (const [index, line] of lines.entries()) {
        const [email = "", secret = ""] = line.trim().split(/\s+/u);
        const account = await known(email);
        if (!account.ok || secret === "")
          return fail("INVALID_REQUEST", `line ${index + 1}: ${account.ok ? "has no key" : account.problem.message}`);
        const { key } = makeKey(ports, account.value.id, { ...WISH, label: "imported" });
        await store.createKey({ ...key, hash: keyHash(secret), prefix: secret.slice(0, 12) });
      }
      return ok(lines.length);
    },
    revokeKey: async (email, keyId) => {
      const account = await known(email);
      if (!account.ok) return account;
      return (await store.revokeKey(account.value.id, keyId)) ? ok(undefined) : fail("INVALID_REQUEST", `${email} has no key ${keyId}`);
    },
  };
}

function isPlan(plan: string): boolean {
  return (ACCOUNT_PLANS as readonly string[]).includes(plan);
}

function noPlan(plan: string): Result<never> {
  return fail("INVALID_REQUEST", `there is no plan "${plan}"`, { hint: `plans are ${ACCOUNT_PLANS.join(", ")}` });
}
