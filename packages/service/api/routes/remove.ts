import { z } from "zod";
import { removeScan } from "../../app/remove-scan.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { COUNTED, problemResponses, sendProblem } from "../problems.ts";

/** DELETE /api/v1/scan/{id}: a private scan, by its owner. */
export function removeRoute(app: Api, context: ApiContext): void {
  app.route({
    method: "DELETE",
    url: "/api/v1/scan/:id",
    schema: {
      summary: "Remove a private scan with its result and events",
      params: z.object({ id: z.string() }),
      response: {
        204: z.null().describe("Removed"),
        ...problemResponses("SCAN_NOT_FOUND", ...COUNTED),
      },
    },
    handler: async (request, reply) => {
      const caller = await callerOf(context, request, reply);
      if (caller === null) return reply;
      const answer = await removeScan(context.database.store, context.artifacts, caller, request.params.id, context.now());
      return answer.ok ? reply.status(204).send(null) : sendProblem(request, reply, answer.problem);
    },
  });
}
