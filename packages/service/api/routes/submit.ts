import { randomBytes } from "node:crypto";
import { no } from "../../app/problems.ts";
import { type Submitted, submitScan } from "../../app/submit-scan.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { sendProblem } from "../problems.ts";
import { setQuota } from "../rate-headers.ts";
import { accepted, body, headers, problems } from "./submit-shapes.ts";

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
      const { database, upstream, now, engine, queueLimit, callbacks } = context;
      const ports = { store: database.store, upstream, randomBytes, now, engine, queueLimit, callbacks };
      const answer = await submitScan(ports, caller, request.body, request.headers["idempotency-key"] ?? null).catch((error: unknown) => {
        request.log.error({ err: error }, "a scan could not be started");
        return no<Submitted>("SCAN_START_FAILED", "the scan could not be started", { hint: "try again" });
      });
      if (!answer.ok) return sendProblem(request, reply, answer.problem);
      const { cached, again: _, quota, ...data } = answer.value;
      if (quota !== null) setQuota(reply, quota);
      return reply.status(cached ? 200 : 202).send({ success: true, data });
    },
  });
}
