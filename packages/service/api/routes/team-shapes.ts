import { z } from "zod";
import { problemResponses, WHO } from "../problems.ts";

/** Bodies and answers of the team routes. */
const role = z.enum(["owner", "admin", "member"]);
const invitedRole = z.enum(["admin", "member"]);
export const teamName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}+$/u, "must hold no control characters");
export const userId = z
  .string()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}+$/u, "must hold no control characters");
export const address = z.email().max(254);
export const token = z.string().regex(/^[\w-]{1,100}$/u, "is no token of an invitation");

export const team = z.object({
  id: z.string(),
  name: z.string(),
  plan: z.string(),
  seats: z.object({ used: z.number().int(), limit: z.number().int().nullable() }),
  members: z.array(z.object({ user_id: z.string(), email: z.string(), name: z.string(), role, joined_at: z.string() })),
  invites: z.array(z.object({ email: z.string(), role: invitedRole, expires_at: z.string() })),
});
export const invited = z.object({ email: z.string(), role: invitedRole, expires_at: z.string(), invite_url: z.string() });
export const preview = z.object({
  team_name: z.string(),
  invited_by: z.string(),
  email: z.string(),
  role: invitedRole,
  expires_at: z.string(),
});
export const joined = z.object({ team_name: z.string(), role: invitedRole });
export const usage = z.object({
  period_start: z.string(),
  period_end: z.string(),
  members: z.array(z.object({ user_id: z.string(), email: z.string(), scans: z.number().int() })),
});

export const done = <T extends z.ZodType>(data: T) => z.object({ success: z.literal(true), data });
export const newTeam = z.strictObject({ name: teamName });
export const teamChange = z
  .strictObject({ name: teamName.optional(), owner_id: userId.optional() })
  .refine((change) => change.name !== undefined || change.owner_id !== undefined, "must change something");
export const newInvite = z.strictObject({ email: address, role: invitedRole.default("member") });
export const denials = problemResponses(...WHO);
export const inTeam = { ...denials, ...problemResponses("NOT_FOUND") };
