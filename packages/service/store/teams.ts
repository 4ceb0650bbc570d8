import { and, asc, count, eq, gt, gte, lte, ne, or, sql } from "drizzle-orm";
import type { NewInvite, Team, Teams } from "../app/people.ts";
import type { Connection, Sql } from "./connection.ts";
import { accounts, scans } from "./schema.ts";
import { teamInvites, teamMembers, teams } from "./team-schema.ts";

/** Teams, their members and invitations. What depends on how many there are happens under a lock of the team's row. */
export function teamKeeping({ sql: db }: Connection): Teams {
  const invited = (tokenHash: string, now: string) => and(eq(teamInvites.tokenHash, tokenHash), gt(teamInvites.expiresAt, new Date(now)));
  return {
    createTeam: ({ id, name, ownerId }) => db.transaction((tx) => createTeam(tx, id, name, ownerId)),
    team: (teamId) => readTeam(db, teamId),
    changeTeam: (teamId, { name, ownerId }) => db.transaction((tx) => changeTeam(tx, teamId, name, ownerId)),
    removeTeam: async (teamId) => void (await db.delete(teams).where(eq(teams.id, teamId))),
    invite: (invite, seats) => db.transaction((tx) => keepInvite(tx, invite, seats)),
    inviteByToken: async (tokenHash, now) => {
      const found = await db.select().from(teamInvites).innerJoin(teams, eq(teams.id, teamInvites.teamId)).where(invited(tokenHash, now));
      return (
        found.map(({ team_invites: invite, teams: team }) => ({
          ...toInvite(invite),
          invitedBy: invite.invitedBy,
          teamName: team.name,
        }))[0] ?? null
      );
    },
    joinTeam: (tokenHash, accountId, now) =>
      db.transaction(async (tx) => {
        const [invite] = await tx.delete(teamInvites).where(invited(tokenHash, now)).returning();
        if (invite === undefined) return "gone";
        const { teamId, role } = invite;
        const joined = await tx.insert(teamMembers).values({ accountId, teamId, role }).onConflictDoNothing().returning();
        if (joined.length === 1) return "joined";
        await tx.insert(teamInvites).values(invite);
        return "elsewhere";
      }),
    withdrawInvite: async (teamId, email) => {
      const one = and(eq(teamInvites.teamId, teamId), eq(teamInvites.email, email.toLowerCase()));
      return (await db.delete(teamInvites).where(one).returning()).length === 1;
    },
    leaveTeam: async (teamId, accountId) => {
      const one = and(eq(teamMembers.teamId, teamId), eq(teamMembers.accountId, accountId), ne(teamMembers.role, "owner"));
      return (await db.delete(teamMembers).where(one).returning()).length === 1;
    },
    teamUsage: (teamId, since) =>
      db
        .select({ accountId: teamMembers.accountId, scans: count(scans.id) })
        .from(teamMembers)
        .leftJoin(scans, and(eq(scans.accountId, teamMembers.accountId), gte(scans.createdAt, new Date(since))))
        .where(eq(teamMembers.teamId, teamId))
        .groupBy(teamMembers.accountId)
        .orderBy(asc(teamMembers.accountId)),
  };
}

async function createTeam(tx: Sql, id: string, name: string, ownerId: string): Promise<boolean> {
  await tx.insert(teams).values({ id, name });
  const owner = { teamId: id, accountId: ownerId, role: "owner" as const };
  const joined = await tx.insert(teamMembers).values(owner).onConflictDoNothing().returning();
  if (joined.length === 0) await tx.delete(teams).where(eq(teams.id, id));
  return joined.length === 1;
}

async function readTeam(db: Sql, teamId: string): Promise<Team | null> {
  const [team] = await db.select().from(teams).where(eq(teams.id, teamId));
  if (team === undefined) return null;
  const members = await db
    .select({
      accountId: accounts.id,
      email: accounts.email,
      name: accounts.name,
      plan: accounts.plan,
      role: teamMembers.role,
      joinedAt: teamMembers.joinedAt,
    })
    .from(teamMembers)
    .innerJoin(accounts, eq(accounts.id, teamMembers.accountId))
    .where(eq(teamMembers.teamId, teamId))
    .orderBy(asc(teamMembers.joinedAt), asc(accounts.id));
  const invites = await db
    .select()
    .from(teamInvites)
    .where(and(eq(teamInvites.teamId, teamId), gt(teamInvites.expiresAt, sql`now()`)))
    .orderBy(asc(teamInvites.email));
  return {
    id: team.id,
    name: team.name,
    createdAt: team.createdAt.toISOString(),
    plan: members.find((member) => member.role === "owner")?.plan ?? "free",
    members: members.map(({ plan: _, joinedAt, ...member }) => ({ ...member, joinedAt: joinedAt.toISOString() })),
    invites: invites.map(toInvite),
  };
}

async function changeTeam(tx: Sql, teamId: string, name: string | undefined, ownerId: string | undefined): Promise<boolean> {
  await tx.select().from(teams).where(eq(teams.id, teamId)).for("update");
  if (ownerId !== undefined) {
    const next = and(eq(teamMembers.teamId, teamId), eq(teamMembers.accountId, ownerId));
    const [member] = await tx.select().from(teamMembers).where(next);
    if (member === undefined) return false;
    const present = and(eq(teamMembers.teamId, teamId), eq(teamMembers.role, "owner"));
    await tx.update(teamMembers).set({ role: "admin" }).where(present);
    await tx.update(teamMembers).set({ role: "owner" }).where(next);
  }
  if (name !== undefined) await tx.update(teams).set({ name }).where(eq(teams.id, teamId));
  return true;
}

async function keepInvite(tx: Sql, invite: NewInvite, seats: number | null): Promise<"invited" | "member" | "full"> {
  const { teamId, role, tokenHash, invitedBy } = invite;
  const email = invite.email.toLowerCase();
  await tx.select().from(teams).where(eq(teams.id, teamId)).for("update");
  const members = await tx
    .select({ email: sql<string>`lower(${accounts.email})` })
    .from(teamMembers)
    .innerJoin(accounts, eq(accounts.id, teamMembers.accountId))
    .where(eq(teamMembers.teamId, teamId));
  if (members.some((member) => member.email === email)) return "member";
  const stale = or(eq(teamInvites.email, email), lte(teamInvites.expiresAt, sql`now()`));
  await tx.delete(teamInvites).where(and(eq(teamInvites.teamId, teamId), stale));
  const [open] = await tx.select({ invites: count() }).from(teamInvites).where(eq(teamInvites.teamId, teamId));
  if (seats !== null && members.length + (open?.invites ?? 0) >= seats) return "full";
  await tx.insert(teamInvites).values({ teamId, email, role, tokenHash, invitedBy, expiresAt: new Date(invite.expiresAt) });
  return "invited";
}

function toInvite({ email, role, expiresAt }: typeof teamInvites.$inferSelect) {
  return { email, role, expiresAt: expiresAt.toISOString() };
}
