import { z } from "zod";
import { listOwnScans } from "../../app/list-scans.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { COUNTED, problemResponses, sendProblem } from "../problems.ts";

const querystring = z.strictObject({
  status: z.enum(["in_progress", "complete", "failed"]).optional(),
  grade: z.enum(["A", "B", "C", "D", "F"]).optional(),
  input_type: z.enum(["npm", "pypi", "github", "docker", "registry"]).optional(),
  visibility: z.enum(["public", "private"]).optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  q: z
    .string()
    .min(1)
    .max(512)
    .regex(/^\P{Cc}+$/u, "must hold no control characters")
    .optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const item = z.object({
  scan_id: z.string(),
  input: z.string(),
  input_type: z.string(),
  package_name: z.string(),
  canonical_id: z.string(),
  status: z.enum(["in_progress", "complete", "failed"]),
  safety_score: z.number().nullable(),
  safety_grade: z.string().nullable(),
  aivss_score: z.number().nullable(),
  scan_mode_used: z.string(),
  scan_visibility: z.string(),
  cached: z.boolean(),
  created_at: z.string(),
  completed_at: z.string().nullable(),
});
const page = z.object({ scans: z.array(item).readonly(), next_cursor: z.string().nullable() });

/** GET /api/v1/scans: the caller's own scans, newest first. */
export function listRoute(app: Api, context: ApiContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/scans",
    schema: {
      summary: "Own scans, newest first",
      querystring,
      response: { 200: page, ...problemResponses("INVALID_REQUEST", ...COUNTED) },
    },
    handler: async (request, reply) => {
      const caller = await callerOf(context, request, reply);
      if (caller === null) return reply;
      const answer = await listOwnScans(context.database.store, caller, request.query, context.now());
      if (!answer.ok) return sendProblem(request, reply, answer.problem);
      return reply.header("cache-control", "no-store").send(answer.value);
    },
  });
}
