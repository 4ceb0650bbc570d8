import { and, desc, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Account, Accounts, ApiKey } from "../app/people.ts";
import { authRecords } from "./auth-records.ts";
import type { Connection, Sql } from "./connection.ts";
import { accounts, apiKeys, auditLog } from "./schema.ts";
import { sessions } from "./sign-in-schema.ts";
import { teamMembers } from "./team-schema.ts";

/** Accounts, their keys and sessions, and what was done with them. */
export function accountKeeping({ sql: db }: Connection): Accounts {
  const one = async (where: SQL | undefined) => (await selectAccounts(db).where(where)).map(toAccount)[0] ?? null;
  return {
    createAccount: async ({ id, email, name, plan }) => {
      const made = await db.insert(accounts).values({ id, email, name, plan }).onConflictDoNothing().returning({ id: accounts.id });
      return made.length === 0 ? null : one(eq(accounts.id, id));
    },
    account: (id) => one(eq(accounts.id, id)),
    accountByEmail: (email) => one(eq(sql`lower(${accounts.email})`, email.toLowerCase())),
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
      const [found] = await selectKeys(db).where(eq(apiKeys.hash, hash));
      if (found === undefined) return null;
      const { key, isStale, ...account } = found;
      // A minute is exact enough for "last used"; a write on every request is too many.
      if (isStale) await db.update(apiKeys).set({ lastUsedAt: sql`now()` }).where(eq(apiKeys.id, key.id));
      return { key: toKey(key), account: toAccount(account) };
    },
    sessionAccount: async (sessionId, now) => {
      const open = and(eq(sessions.id, sessionId), gt(sessions.expiresAt, new Date(now)));
      return (await selectAccounts(db).innerJoin(sessions, eq(sessions.userId, accounts.id)).where(open)).map(toAccount)[0] ?? null;
    },
    authRecord: authRecords(db),
    audit: async ({ accountId, action, details, address }) => {
      await db.insert(auditLog).values({ accountId, action, details: JSON.stringify(details), address });
    },
  };
}

const ownership = alias(teamMembers, "ownership");
const owner = alias(accounts, "owner");

/** Columns of an account with its team and the plan of its owner. */
function accountColumns() {
  const { id, email, name, plan, emailVerified, createdAt } = accounts;
  return { id, email, name, plan, emailVerified, createdAt, teamId: teamMembers.teamId, role: teamMembers.role, teamPlan: owner.plan };
}

/** Keys with their accounts, and whether their last use is to be noted again. */
function selectKeys(db: Sql) {
  const isStale = sql<boolean>`${apiKeys.lastUsedAt} is null or ${apiKeys.lastUsedAt} < now() - interval '1 minute'`;
  return db
    .select({ ...accountColumns(), key: apiKeys, isStale })
    .from(apiKeys)
    .innerJoin(accounts, eq(accounts.id, apiKeys.accountId))
    .leftJoin(teamMembers, eq(teamMembers.accountId, accounts.id))
    .leftJoin(ownership, and(eq(ownership.teamId, teamMembers.teamId), eq(ownership.role, "owner")))
    .leftJoin(owner, eq(owner.id, ownership.accountId));
}

function selectAccounts(db: Sql) {
  return db
    .select(accountColumns())
    .from(accounts)
    .leftJoin(teamMembers, eq(teamMembers.accountId, accounts.id))
    .leftJoin(ownership, and(eq(ownership.teamId, teamMembers.teamId), eq(ownership.role, "owner")))
    .leftJoin(owner, eq(owner.id, ownership.accountId))
    .$dynamic();
}

type AccountRow = Awaited<ReturnType<typeof selectAccounts>>[number];

function toAccount({ createdAt, teamId, role, teamPlan, ...account }: AccountRow): Account {
  const team = teamId === null || role === null ? null : { teamId, role, plan: teamPlan ?? account.plan };
  return { ...account, createdAt: createdAt.toISOString(), team };
}

function toKey(row: typeof apiKeys.$inferSelect): ApiKey {
  const { id, prefix, label, scopes, allowedCidrs } = row;
  const times = {
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
  return { id, prefix, label, scopes, allowedCidrs, ...times };
}
