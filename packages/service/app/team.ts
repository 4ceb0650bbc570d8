import { createHash } from "node:crypto";
import type { SignedIn } from "./caller.ts";
import type { Invite, Member, Team, TeamRole } from "./people.ts";
import { type Plans, planOf, windowAt } from "./plans.ts";
import { type Answer, no, yes } from "./problems.ts";
import { toSeconds } from "./scan-result.ts";
import type { Store } from "./store.ts";

export interface TeamPorts {
  readonly store: Store;
  readonly plans: Plans;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => Date;
  readonly sendInvitation: (to: string, team: string, invitedBy: string, url: string) => void;
  readonly publicUrl: string;
}

const INVITATION_MS = 7 * 86_400_000;
const tokenHash = (token: string) => createHash("sha256").update(token).digest("hex");

/** The caller's team, if his role there is one of these. */
async function teamOf(store: Store, caller: SignedIn, roles: readonly TeamRole[]): Promise<Answer<Team>> {
  const team = caller.team === null ? null : await store.team(caller.team.teamId);
  if (caller.team === null || team === null) return no("NOT_FOUND", "you are in no team");
  if (!roles.includes(caller.team.role)) return no("FORBIDDEN", `this is for the ${roles.slice(0, -1).join(", ") || "owner"} of the team`);
  return yes(team);
}

const ANYBODY = ["owner", "admin", "member"] as const;
const LEADERS = ["owner", "admin"] as const;
const OWNER = ["owner"] as const;

export async function readTeam({ store, plans }: TeamPorts, caller: SignedIn) {
  const team = await teamOf(store, caller, ANYBODY);
  return team.ok ? yes(describeTeam(plans, team.value)) : team;
}

/** A new team; who makes it is its owner. */
export async function createTeam(ports: TeamPorts, caller: SignedIn, name: string) {
  const id = Buffer.from(ports.randomBytes(12)).toString("hex");
  if (!(await ports.store.createTeam({ id, name, ownerId: caller.accountId }))) return no("CONFLICT", "you are in a team already");
  await note(ports, caller, "team.created", { team_id: id, name });
  const team = await ports.store.team(id);
  return team === null ? no("NOT_FOUND", "the team is gone") : yes(describeTeam(ports.plans, team));
}

/** Another name, or another owner among the members. */
export async function changeTeam(ports: TeamPorts, caller: SignedIn, change: { name?: string | undefined; owner_id?: string | undefined }) {
  const { store } = ports;
  const team = await teamOf(store, caller, OWNER);
  if (!team.ok) return team;
  const { name, owner_id: ownerId } = change;
  if (!(await store.changeTeam(team.value.id, { name, ownerId }))) return no("NOT_FOUND", "the team has no such member");
  await note(ports, caller, "team.changed", { team_id: team.value.id, ...(ownerId === undefined ? {} : { owner_id: ownerId }) });
  const changed = await store.team(team.value.id);
  return changed === null ? no("NOT_FOUND", "the team is gone") : yes(describeTeam(ports.plans, changed));
}

/** Ends the team. Its members keep their accounts and scans. */
export async function removeTeam(ports: TeamPorts, caller: SignedIn): Promise<Answer<void>> {
  const team = await teamOf(ports.store, caller, OWNER);
  if (!team.ok) return team;
  await ports.store.removeTeam(team.value.id);
  await note(ports, caller, "team.removed", { team_id: team.value.id });
  return yes(undefined);
}

/** Invites an address by mail; the link in it is the only thing that opens the invitation. */
export async function inviteToTeam(ports: TeamPorts, caller: SignedIn, wish: { readonly email: string; readonly role: Invite["role"] }) {
  const { store, plans, now } = ports;
  const team = await teamOf(store, caller, LEADERS);
  if (!team.ok) return team;
  const inviter = team.value.members.find((member) => member.accountId === caller.accountId);
  const token = Buffer.from(ports.randomBytes(24)).toString("base64url");
  const expiresAt = new Date(now().getTime() + INVITATION_MS).toISOString();
  const { seats } = planOf(plans, team.value.plan);
  const outcome = await store.invite(
    { ...wish, teamId: team.value.id, expiresAt, tokenHash: tokenHash(token), invitedBy: inviter?.name ?? "" },
    seats,
  );
  if (outcome === "member") return no("CONFLICT", "this address belongs to a member of the team");
  if (outcome === "full")
    return no("SUBSCRIPTION_REQUIRED", `the plan of the team has ${seats} seats`, { hint: "remove somebody, or upgrade" });
  const url = `${ports.publicUrl}/team/invite?token=${token}`;
  ports.sendInvitation(wish.email, team.value.name, inviter?.name ?? "", url);
  await note(ports, caller, "team.invited", { team_id: team.value.id, role: wish.role });
  return yes({ email: wish.email.toLowerCase(), role: wish.role, expires_at: toSeconds(expiresAt), invite_url: url });
}

/** What the holder of a link is told before he signs in. */
export async function previewInvite({ store, now }: TeamPorts, token: string) {
  const invite = await store.inviteByToken(tokenHash(token), now().toISOString());
  if (invite === null) return no("NOT_FOUND", "the invitation is not open", { hint: "ask for a new one" });
  const { teamName, invitedBy, email, role, expiresAt } = invite;
  return yes({ team_name: teamName, invited_by: invitedBy, email, role, expires_at: toSeconds(expiresAt) });
}

/** The account joins the team, if the invitation is to its address. */
export async function acceptInvite(ports: TeamPorts, caller: SignedIn, token: string) {
  const { store, now } = ports;
  const time = now().toISOString();
  const [invite, account] = await Promise.all([store.inviteByToken(tokenHash(token), time), store.account(caller.accountId)]);
  if (invite === null || account === null) return no("NOT_FOUND", "the invitation is not open", { hint: "ask for a new one" });
  if (invite.email !== account.email.toLowerCase()) return no("EMAIL_MISMATCH", "the invitation is to another address");
  const outcome = await store.joinTeam(tokenHash(token), caller.accountId, time);
  if (outcome === "gone") return no("NOT_FOUND", "the invitation is not open", { hint: "ask for a new one" });
  if (outcome === "elsewhere") return no("CONFLICT", "you are in a team already", { hint: "leave it first" });
  await note(ports, caller, "team.joined", { role: invite.role });
  return yes({ team_name: invite.teamName, role: invite.role });
}

export async function withdrawInvite(ports: TeamPorts, caller: SignedIn, email: string): Promise<Answer<void>> {
  const team = await teamOf(ports.store, caller, LEADERS);
  if (!team.ok) return team;
  if (!(await ports.store.withdrawInvite(team.value.id, email))) return no("NOT_FOUND", "there is no such invitation");
  await note(ports, caller, "team.uninvited", { team_id: team.value.id });
  return yes(undefined);
}

/** Owners and admins remove members; everybody but the owner may leave. */
export async function removeMember(ports: TeamPorts, caller: SignedIn, userId: string): Promise<Answer<void>> {
  const team = await teamOf(ports.store, caller, userId === caller.accountId ? ANYBODY : LEADERS);
  if (!team.ok) return team;
  const member = team.value.members.find(({ accountId }) => accountId === userId);
  if (member?.role === "owner") return no("FORBIDDEN", "the owner cannot be removed", { hint: "hand the team over first" });
  if (member?.role === "admin" && caller.team?.role === "admin" && userId !== caller.accountId)
    return no("FORBIDDEN", "only the owner removes admins");
  if (!(await ports.store.leaveTeam(team.value.id, userId))) return no("NOT_FOUND", "the team has no such member");
  await note(ports, caller, "team.left", { team_id: team.value.id, user_id: userId });
  return yes(undefined);
}

/** Scans of each member in the calendar month. */
export async function readTeamUsage({ store, now }: TeamPorts, caller: SignedIn) {
  const team = await teamOf(store, caller, OWNER);
  if (!team.ok) return team;
  const [start, end] = windowAt("month", now());
  const used = new Map((await store.teamUsage(team.value.id, start.toISOString())).map(({ accountId, scans }) => [accountId, scans]));
  const members = team.value.members.map(({ accountId, email }) => ({ user_id: accountId, email, scans: used.get(accountId) ?? 0 }));
  return yes({ period_start: toSeconds(start.toISOString()), period_end: toSeconds(end.toISOString()), members });
}

function describeTeam(plans: Plans, { id, name, plan, members, invites }: Team) {
  const { seats } = planOf(plans, plan);
  const toMember = ({ accountId, email, name, role, joinedAt }: Member) => ({
    user_id: accountId,
    email,
    name,
    role,
    joined_at: toSeconds(joinedAt),
  });
  return {
    ...{ id, name, plan, seats: { used: members.length + invites.length, limit: seats } },
    members: members.map(toMember),
    invites: invites.map(({ email, role, expiresAt }) => ({ email, role, expires_at: toSeconds(expiresAt) })),
  };
}

function note({ store }: TeamPorts, caller: SignedIn, action: string, details: Record<string, string>): Promise<void> {
  return store.audit({ accountId: caller.accountId, action, details, address: caller.address });
}
