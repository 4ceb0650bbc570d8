import { z } from "zod";
import { readConsensus, readScan } from "../../app/read-scan.ts";
import { scanResultShape } from "../../app/result-shape.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem } from "../problems.ts";

const params = z.object({ id: z.string().max(100) });
const responses = problemResponses("SCAN_NOT_FOUND", "UNAUTHENTICATED");

/** GET /scan/{id}, GET /scan/{id}/consensus, and both under /api/v1. */
export function resultRoutes(app: Api, context: ApiContext): void {
  for (const base of ["", "/api/v1"]) {
    app.route({
      method: "GET",
      url: `${base}/scan/:id`,
      schema: { summary: "Result or state of a scan", params, response: { 200: scanResultShape, ...responses } },
      handler: async (request, reply) => {
        const caller = callerOf(request);
        if (!caller.ok) return sendProblem(request, reply, caller.problem);
        const answer = await readScan(context.database.store, request.params.id, context.publicUrl());
        if (!answer.ok) return sendProblem(request, reply, answer.problem);
        const lasting = answer.value.status === "complete" ? "public, max-age=31536000, immutable" : "no-store";
        return reply.header("cache-control", lasting).header("vary", "accept, authorization").send(answer.value);
      },
    });
    app.route({
      method: "GET",
      url: `${base}/scan/:id/consensus`,
      schema: { summary: "Verdicts of the judge panel (deep scans)", params, response: responses },
      handler: async (request, reply) => {
        const caller = callerOf(request);
        if (!caller.ok) return sendProblem(request, reply, caller.problem);
        const answer = await readConsensus(context.database.store, request.params.id);
        return answer.ok ? reply : sendProblem(request, reply, answer.problem);
      },
    });
  }
}
