import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { AccountRecords, AccountRemoval, Leaving } from "../app/leaving.ts";
import type { Connection, Sql } from "./connection.ts";
import { removePrivate } from "./removal.ts";
import { accounts, apiKeys, auditLog, callbacks, idempotencyKeys, runs, scans, usageCounts } from "./schema.ts";
import { sessions, signInMethods, verifications } from "./sign-in-schema.ts";
import { teamInvites, teamMembers, teams } from "./team-schema.ts";

/** Reading and removal of everything that is kept about one account. */
export function leaving({ sql: db }: Connection): Leaving {
  return {
    accountRecords: (accountId) => db.transaction((tx) => recordsOf(tx, accountId), { isolationLevel: "repeatable read" }),
    removeAccount: (accountId) => db.transaction((tx) => removeAccount(tx, accountId)),
  };
}

async function recordsOf(tx: Sql, accountId: string): Promise<AccountRecords | null> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId));
  if (account === undefined) return null;
  const { id, email, name, plan, createdAt } = account;
  const [team] = await tx
    .select({ id: teams.id, name: teams.name, role: teamMembers.role })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .where(eq(teamMembers.accountId, accountId));
  return {
    account: { id, email, name, plan, createdAt: createdAt.toISOString() },
    team: team ?? null,
    ...(await accessOf(tx, accountId)),
    ...(await doingsOf(tx, accountId)),
  };
}

/** How somebody gets in. */
async function accessOf(tx: Sql, accountId: string): Promise<Pick<AccountRecords, "keys" | "signInMethods" | "sessions">> {
  const keys = await tx.select().from(apiKeys).where(eq(apiKeys.accountId, accountId)).orderBy(asc(apiKeys.createdAt));
  const methods = await tx.select().from(signInMethods).where(eq(signInMethods.userId, accountId));
  const open = await tx.select().from(sessions).where(eq(sessions.userId, accountId)).orderBy(asc(sessions.createdAt));
  return {
    keys: keys.map(({ id, prefix, label, scopes, createdAt, expiresAt, revokedAt }) => ({
      ...{ id, prefix, label, scopes, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
      revokedAt: revokedAt?.toISOString() ?? null,
    })),
    signInMethods: methods.map(({ providerId, createdAt }) => ({ provider: providerId, createdAt: createdAt.toISOString() })),
    sessions: open.map(({ createdAt, expiresAt, ipAddress, userAgent }) => ({
      ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), address: ipAddress, userAgent },
    })),
  };
}

/** What somebody has done. */
async function doingsOf(tx: Sql, accountId: string): Promise<Pick<AccountRecords, "scans" | "log">> {
  const own = await tx
    .select({
      ...{ id: scans.id, input: scans.input, visibility: runs.visibility, status: runs.status },
      ...{ createdAt: scans.createdAt, callbackUrl: callbacks.url },
    })
    .from(scans)
    .innerJoin(runs, eq(runs.id, scans.runId))
    .leftJoin(callbacks, eq(callbacks.scanId, scans.id))
    .where(eq(scans.accountId, accountId))
    .orderBy(desc(scans.createdAt));
  const log = await tx.select().from(auditLog).where(eq(auditLog.accountId, accountId)).orderBy(asc(auditLog.id));
  return {
    scans: own.map(({ createdAt, ...scan }) => ({ ...scan, createdAt: createdAt.toISOString() })),
    log: log.map(({ action, details, address, createdAt }) => ({ action, details, address, at: createdAt.toISOString() })),
  };
}

async function removeAccount(tx: Sql, accountId: string): Promise<AccountRemoval> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for("update");
  if (account === undefined) return { kind: "unknown" };
  const [owned] = await tx
    .select({ teamId: teamMembers.teamId })
    .from(teamMembers)
    .where(and(eq(teamMembers.accountId, accountId), eq(teamMembers.role, "owner")));
  if (owned !== undefined && !(await removeEmptyTeam(tx, owned.teamId, accountId))) return { kind: "owns-team" };
  const own = tx.select({ id: scans.runId }).from(scans).where(eq(scans.accountId, accountId));
  const runIds = await removePrivate(tx, own);
  await unlink(tx, accountId, account.email);
  // Keys, sessions, ways to sign in and membership go with it; public scans stay without an owner.
  await tx.delete(accounts).where(eq(accounts.id, accountId));
  await tx.insert(auditLog).values({ accountId: null, action: "account.removed", details: "{}", address: null });
  return { kind: "removed", runIds };
}

/** A team without other members ends with its owner; false when there are some. */
async function removeEmptyTeam(tx: Sql, teamId: string, ownerId: string): Promise<boolean> {
  await tx.select().from(teams).where(eq(teams.id, teamId)).for("update");
  const others = and(eq(teamMembers.teamId, teamId), ne(teamMembers.accountId, ownerId));
  if ((await tx.select().from(teamMembers).where(others).limit(1)).length > 0) return false;
  await tx.delete(teams).where(eq(teams.id, teamId));
  return true;
}

/** What names an account without belonging to its row. */
async function unlink(tx: Sql, accountId: string, email: string): Promise<void> {
  const caller = `account:${accountId}`;
  const own = tx.select({ id: scans.id }).from(scans).where(eq(scans.accountId, accountId));
  await tx.delete(callbacks).where(inArray(callbacks.scanId, own));
  await tx.update(runs).set({ submitter: "" }).where(eq(runs.submitter, caller));
  await tx.delete(idempotencyKeys).where(eq(idempotencyKeys.caller, caller));
  await tx
    .delete(usageCounts)
    .where(sql`split_part(${usageCounts.subject}, ':', 2) || ':' || split_part(${usageCounts.subject}, ':', 3) = ${caller}`);
  await tx.delete(verifications).where(eq(verifications.value, accountId));
  await tx.delete(teamInvites).where(eq(teamInvites.email, email.toLowerCase()));
  await tx.delete(auditLog).where(eq(auditLog.accountId, accountId));
}
