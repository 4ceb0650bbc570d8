import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at } from "./columns.ts";
import { accounts } from "./schema.ts";

const team = () =>
  text("team_id")
    .notNull()
    .references(() => teams.id, { onDelete: "cascade" });

export const teams = pgTable("teams", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
});

/** An account is in one team at most, and a team has one owner. */
export const teamMembers = pgTable("team_members", {
  accountId: text("account_id")
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  teamId: team(),
  role: text("role", { enum: ["owner", "admin", "member"] }).notNull(),
  joinedAt: at("joined_at").notNull().defaultNow(),
});

/** Open invitations, by lower-case address. The token itself is only in the link. */
export const teamInvites = pgTable(
  "team_invites",
  {
    teamId: team(),
    email: text("email").notNull(),
    role: text("role", { enum: ["admin", "member"] }).notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    invitedBy: text("invited_by").notNull(),
    expiresAt: at("expires_at").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.email] })],
);
