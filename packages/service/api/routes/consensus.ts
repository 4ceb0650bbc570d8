import { z } from "zod";
import { findScan, readConsensus } from "../../app/read-scan.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem } from "../problems.ts";

const params = z.object({ id: z.string().max(100) });
const responses = problemResponses("INVALID_REQUEST", "SCAN_NOT_FOUND", "UNAUTHENTICATED", "FORBIDDEN", "RATE_LIMITED");

/** GET /scan/{id}/consensus, also under /api/v1. */
export function consensusRoutes(app: Api, context: ApiContext): void {
  for (const base of ["", "/api/v1"]) {
    app.route({
      method: "GET",
      url: `${base}/scan/:id/consensus`,
      schema: { summary: "Verdicts of the judge panel (deep scans)", params, response: responses },
      handler: async (request, reply) => {
        const caller = await callerOf(context, request, reply);
        if (caller === null) return reply;
        const found = await findScan(context.database.store, caller, request.params.id, context.now());
        const answer = found.ok ? readConsensus(found.value) : found;
        return answer.ok ? reply : sendProblem(request, reply, answer.problem);
      },
    });
  }
}
