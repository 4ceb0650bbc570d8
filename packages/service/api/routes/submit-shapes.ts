import { z } from "zod";
import { COUNTED, problemResponses } from "../problems.ts";

/** Body, headers and answers of POST /api/v1/scan. */
const credentials = z.strictObject({
  type: z.enum(["github", "npm", "pypi", "docker", "ghcr"]),
  token: z.string().min(1).max(4096),
  username: z.string().min(1).max(256).optional(),
});
export const body = z.strictObject({
  input: z.string().min(1).max(512),
  mode: z.enum(["fast", "deep"]).default("fast"),
  scan_visibility: z.enum(["public", "private"]).default("public"),
  credentials: credentials.optional(),
  force_rescan: z.boolean().default(false),
  callback_url: z.string().min(1).max(2048).optional().describe("Called with a signed message when the scan has ended"),
});
export const headers = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/u, "must be 1 to 255 visible ASCII characters")
    .optional(),
});
export const accepted = z.object({
  success: z.literal(true),
  data: z.object({
    scan_id: z.string(),
    canonical_id: z.string(),
    callback_secret: z.string().optional().describe("Proves that a callback is ours (Standard Webhooks)"),
  }),
});
export const problems = problemResponses(
  "INVALID_REQUEST",
  ...COUNTED,
  "SUBSCRIPTION_REQUIRED",
  "IDEMPOTENCY_CONFLICT",
  "UPSTREAM_UNAVAILABLE",
  "QUEUE_FULL",
);
