import { randomBytes } from "node:crypto";
import { z } from "zod";
import { submitScan } from "../../app/submit-scan.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem } from "../problems.ts";

const credentials = z.strictObject({
  type: z.enum(["github", "npm", "pypi", "docker", "ghcr"]),
  token: z.string().min(1).max(4096),
  username: z.string().min(1).max(256).optional(),
});
const body = z.strictObject({
  input: z.string().min(1).max(512),
  mode: z.enum(["fast", "deep"]).default("fast"),
  scan_visibility: z.enum(["public", "private"]).default("public"),
  credentials: credentials.optional(),
  force_rescan: z.boolean().default(false),
});
const headers = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/u, "must be 1 to 255 visible ASCII characters")
    .optional(),
});
const accepted = z.object({ success: z.literal(true), data: z.object({ scan_id: z.string(), canonical_id: z.string() }) });
const problems = problemResponses(
  "INVALID_REQUEST",
  "UNAUTHENTICATED",
  "SUBSCRIPTION_REQUIRED",
  "FORBIDDEN",
  "IDEMPOTENCY_CONFLICT",
  "PAYLOAD_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
  "RATE_LIMITED",
  "UPSTREAM_UNAVAILABLE",
  "QUEUE_FULL",
);

/** POST /api/v1/scan */
export function submitRoute(app: Api, context: ApiContext): void {
  app.route({
    method: "POST",
    url: "/api/v1/scan",
    schema: {
      summary: "Start a scan",
      body,
      headers,
      response: { 200: accepted.describe("Served from the cache"), 202: accepted.describe("Accepted"), ...problems },
    },
    handler: async (request, reply) => {
      const caller = await callerOf(context, request, reply);
      if (caller === null) return reply;
      const { database, resolve, now, engine, queueLimit } = context;
      const ports = { store: database.store, resolve, randomBytes, now, engine, queueLimit };
      const answer = await submitScan(ports, caller, request.body, request.headers["idempotency-key"] ?? null);
      if (!answer.ok) return sendProblem(request, reply, answer.problem);
      const { cached, quota, ...data } = answer.value;
      if (quota !== null)
        reply.headers({ "ratelimit-limit": quota.limit, "ratelimit-remaining": quota.remaining, "ratelimit-reset": quota.reset });
      return reply.status(cached ? 200 : 202).send({ success: true, data });
    },
  });
}
