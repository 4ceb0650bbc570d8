import { z } from "zod";
import { consensusShape } from "../../app/consensus-shape.ts";
import { findScan, readConsensus } from "../../app/read-scan.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { COUNTED, problemResponses, sendProblem } from "../problems.ts";

const params = z.object({ id: z.string() });
const responses = problemResponses("SCAN_NOT_FOUND", "CONSENSUS_NOT_AVAILABLE", ...COUNTED);

/** GET /scan/{id}/consensus, also under /api/v1. */
export function consensusRoutes(app: Api, context: ApiContext): void {
  for (const base of ["", "/api/v1"]) {
    app.route({
      method: "GET",
      url: `${base}/scan/:id/consensus`,
      schema: { summary: "Verdicts of the judge panel (deep scans)", params, response: { 200: consensusShape, ...responses } },
      handler: async (request, reply) => {
        const caller = await callerOf(context, request, reply);
        if (caller === null) return reply;
        const found = await findScan(context.database.store, caller, request.params.id, context.now());
        const answer = found.ok ? readConsensus(found.value) : found;
        if (!answer.ok) return sendProblem(request, reply, answer.problem);
        const lasting = found.ok && found.value.status === "complete" && found.value.visibility === "public";
        reply.header("cache-control", lasting ? "public, max-age=31536000, immutable" : "no-store").header("vary", "authorization");
        return reply.send(answer.value);
      },
    });
  }
}
