import { z } from "zod";
import { SCOPES } from "../../app/caller.ts";
import { isCidr } from "../../app/identify.ts";
import { problemResponses, WHO } from "../problems.ts";

/** Bodies and answers of the key routes. */
export const key = z.object({
  id: z.string(),
  prefix: z.string(),
  label: z.string(),
  scopes: z.array(z.string()).readonly(),
  allowed_cidrs: z.array(z.string()).readonly(),
  created_at: z.string(),
  expires_at: z.string(),
  last_used_at: z.string().nullable(),
});
export const body = z.strictObject({
  label: z
    .string()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}+$/u, "must hold no control characters"),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  allowed_cidrs: z.array(z.string().max(50).refine(isCidr, "is not a network")).max(50).default([]),
  expires_in_days: z.number().int().min(1).max(365).default(365),
});
export const denials = problemResponses(...WHO);

export const made = z.object({ success: z.literal(true), data: key.extend({ key: z.string().describe("Shown once") }) });
