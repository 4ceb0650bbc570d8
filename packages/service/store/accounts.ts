import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Account, Accounts, ApiKey } from "../app/store.ts";
import type { Connection } from "./connection.ts";
import { accounts, apiKeys, auditLog } from "./schema.ts";

/** Accounts, their keys, and what was done with them. */
export function accountKeeping({ sql: db }: Connection): Accounts {
  return {
    createAccount: async ({ id, email, name, plan }) => {
      const [row] = await db.insert(accounts).values({ id, email, name, plan }).onConflictDoNothing().returning();
      return row === undefined ? null : toAccount(row);
    },
    account: async (id) => {
      const [row] = await db.select().from(accounts).where(eq(accounts.id, id));
      return row === undefined ? null : toAccount(row);
    },
    accountByEmail: async (email) => {
      const [row] = await db
        .select()
        .from(accounts)
        .where(eq(sql`lower(${accounts.email})`, email.toLowerCase()));
      return row === undefined ? null : toAccount(row);
    },
    setPlan: async (accountId, plan) =>
      (await db.update(accounts).set({ plan }).where(eq(accounts.id, accountId)).returning({ id: accounts.id })).length === 1,
    createKey: async ({ expiresAt, scopes, allowedCidrs, ...key }) => {
      const values = { ...key, expiresAt: new Date(expiresAt), scopes: [...scopes], allowedCidrs: [...allowedCidrs] };
      const [row] = await db.insert(apiKeys).values(values).returning();
      if (row === undefined) throw new Error("the key was not kept");
      return toKey(row);
    },
    keys: async (accountId) => {
      const mine = and(eq(apiKeys.accountId, accountId), isNull(apiKeys.revokedAt));
      return (await db.select().from(apiKeys).where(mine).orderBy(desc(apiKeys.createdAt))).map(toKey);
    },
    revokeKey: async (accountId, keyId) => {
      const mine = and(eq(apiKeys.accountId, accountId), eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt));
      return (await db.update(apiKeys).set({ revokedAt: sql`now()` }).where(mine).returning({ id: apiKeys.id })).length === 1;
    },
    keyByHash: async (hash) => {
      const [row] = await db.select().from(apiKeys).innerJoin(accounts, eq(apiKeys.accountId, accounts.id)).where(eq(apiKeys.hash, hash));
      if (row === undefined) return null;
      // A minute is exact enough for "last used"; a write on every request is too many.
      const stale = and(
        eq(apiKeys.id, row.api_keys.id),
        sql`(${apiKeys.lastUsedAt} is null or ${apiKeys.lastUsedAt} < now() - interval '1 minute')`,
      );
      await db.update(apiKeys).set({ lastUsedAt: sql`now()` }).where(stale);
      return { key: toKey(row.api_keys), account: toAccount(row.accounts) };
    },
    audit: async ({ accountId, action, details, address }) => {
      await db.insert(auditLog).values({ accountId, action, details: JSON.stringify(details), address });
    },
  };
}

function toAccount({ id, email, name, plan, createdAt }: typeof accounts.$inferSelect): Account {
  return { id, email, name, plan, createdAt: createdAt.toISOString() };
}

function toKey({
  id,
  prefix,
  label,
  scopes,
  allowedCidrs,
  createdAt,
  expiresAt,
  lastUsedAt,
  revokedAt,
}: typeof apiKeys.$inferSelect): ApiKey {
  const times = {
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
  return { id, prefix, label, scopes, allowedCidrs, ...times };
}
