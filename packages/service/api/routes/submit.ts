import { randomBytes } from "node:crypto";
import { z } from "zod";
import { submitScan } from "../../app/submit-scan.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem } from "../problems.ts";

const body = z.strictObject({
  input: z.string().min(1).max(512),
  mode: z.enum(["fast", "deep"]).default("fast"),
  scan_visibility: z.enum(["public", "private"]).default("public"),
  credentials: z
    .strictObject({
      type: z.enum(["github", "npm", "pypi", "docker", "ghcr"]),
      token: z.string().min(1).max(4096),
      username: z.string().min(1).max(256).optional(),
    })
    .optional(),
  force_rescan: z.boolean().default(false),
});

const accepted = z.object({ success: z.literal(true), data: z.object({ scan_id: z.string(), canonical_id: z.string() }) });

/** POST /api/v1/scan */
export function submitRoute(app: Api, context: ApiContext): void {
  app.route({
    method: "POST",
    url: "/api/v1/scan",
    schema: {
      summary: "Start a scan",
      body,
      response: {
        200: accepted.describe("Served from the cache"),
        202: accepted.describe("Accepted"),
        ...problemResponses(
          "INVALID_REQUEST",
          "PRIVATE_REQUIRES_SIGNIN",
          "PAYLOAD_TOO_LARGE",
          "UNSUPPORTED_MEDIA_TYPE",
          "UPSTREAM_UNAVAILABLE",
        ),
      },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      if (!caller.ok) return sendProblem(request, reply, caller.problem);
      const { database, resolve } = context;
      const answer = await submitScan({ store: database.store, resolve, randomBytes }, caller.value, request.body);
      if (!answer.ok) return sendProblem(request, reply, answer.problem);
      const { cached, ...data } = answer.value;
      return reply.status(cached ? 200 : 202).send({ success: true, data });
    },
  });
}
