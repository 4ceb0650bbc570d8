/** What is kept of accounts, their keys and their teams. */
export interface Accounts {
  /** Null when the address is taken. */
  createAccount(account: Pick<Account, "id" | "email" | "name" | "plan">): Promise<Account | null>;
  account(id: string): Promise<Account | null>;
  accountByEmail(email: string): Promise<Account | null>;
  setPlan(accountId: string, plan: string): Promise<boolean>;
  createKey(key: NewKey): Promise<ApiKey>;
  /** Not revoked ones, newest first. */
  keys(accountId: string): Promise<readonly ApiKey[]>;
  /** False when the account has no such key. */
  revokeKey(accountId: string, keyId: string): Promise<boolean>;
  /** The key of this hash with its account as they are now, and notes its use. */
  keyByHash(hash: string): Promise<{ readonly key: ApiKey; readonly account: Account } | null>;
  /** The account of a session that is open at this time (RFC 3339). */
  sessionAccount(sessionId: string, now: string): Promise<Account | null>;
  /** One operation of the auth library on its tables, in its own words. */
  authRecord(operation: AuthOperation, args: unknown): Promise<unknown>;
  audit(entry: AuditEntry): Promise<void>;
}

/** What the auth library asks of its tables (DBAdapter of better-auth). */
export const AUTH_OPERATIONS = [
  ...(["create", "findOne", "findMany", "count", "update", "updateMany"] as const),
  ...(["delete", "deleteMany", "consumeOne", "incrementOne"] as const),
] as const;
export type AuthOperation = (typeof AUTH_OPERATIONS)[number];

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Its own; in a team, that of the team's owner may be higher. */
  readonly plan: string;
  readonly emailVerified: boolean;
  readonly createdAt: string;
  readonly team: Membership | null;
}

export type TeamRole = "owner" | "admin" | "member";

export interface Membership {
  readonly teamId: string;
  readonly role: TeamRole;
  /** Plan of the team's owner. */
  readonly plan: string;
}

export interface Teams {
  /** A new team with its owner; false when he is in one already. */
  createTeam(team: { readonly id: string; readonly name: string; readonly ownerId: string }): Promise<boolean>;
  team(teamId: string): Promise<Team | null>;
  /** Another name, another owner (a member of it, who changes roles with the old one), or both; false when he is no member. */
  changeTeam(teamId: string, change: { readonly name?: string | undefined; readonly ownerId?: string | undefined }): Promise<boolean>;
  /** Members are in no team afterwards. */
  removeTeam(teamId: string): Promise<void>;
  /** Keeps an invitation, in place of an earlier one to the same address. Nobody is kept beyond so many seats. */
  invite(invite: NewInvite, seats: number | null): Promise<"invited" | "member" | "full">;
  /** An invitation that is open at this time (RFC 3339), by the hash of its token. */
  inviteByToken(tokenHash: string, now: string): Promise<Invitation | null>;
  /** Makes the invited account a member and ends the invitation. */
  joinTeam(tokenHash: string, accountId: string, now: string): Promise<"joined" | "gone" | "elsewhere">;
  /** False when there is no such invitation. */
  withdrawInvite(teamId: string, email: string): Promise<boolean>;
  /** False when he is no member, or the owner. */
  leaveTeam(teamId: string, accountId: string): Promise<boolean>;
  /** Scans of each member since then (RFC 3339). */
  teamUsage(teamId: string, since: string): Promise<readonly { readonly accountId: string; readonly scans: number }[]>;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  /** Plan of its owner. */
  readonly plan: string;
  readonly createdAt: string;
  readonly members: readonly Member[];
  readonly invites: readonly Invite[];
}

export interface Member {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly role: TeamRole;
  readonly joinedAt: string;
}

export interface Invite {
  readonly email: string;
  readonly role: "admin" | "member";
  readonly expiresAt: string;
}

export interface NewInvite extends Invite {
  readonly teamId: string;
  /** SHA-256 of the token in the link. */
  readonly tokenHash: string;
  /** Name of who invites. */
  readonly invitedBy: string;
}

export interface Invitation extends Invite {
  readonly teamName: string;
  readonly invitedBy: string;
}

export interface ApiKey {
  readonly id: string;
  readonly prefix: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly allowedCidrs: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

export interface NewKey extends Pick<ApiKey, "id" | "prefix" | "label" | "scopes" | "allowedCidrs" | "expiresAt"> {
  readonly accountId: string;
  /** SHA-256 of the key, hexadecimal. */
  readonly hash: string;
}

export interface AuditEntry {
  readonly accountId: string | null;
  readonly action: string;
  readonly details: Readonly<Record<string, string | number | null>>;
  readonly address: string | null;
}
