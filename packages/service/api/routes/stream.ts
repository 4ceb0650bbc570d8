import { z } from "zod";
import { EventFeed } from "../../app/event-feed.ts";
import { followScan, hasEnded } from "../../app/follow-scan.ts";
import { findScan } from "../../app/read-scan.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { sendEvents } from "../event-stream.ts";
import type { OpenStreams } from "../open-streams.ts";
import { COUNTED, problemResponses, sendProblem } from "../problems.ts";

const params = z.object({ id: z.string() });

/** GET /scan/{id}/stream, also under /api/v1: progress as server-sent events. */
export function streamRoutes(app: Api, context: ApiContext, streams: OpenStreams): void {
  const feed = new EventFeed(context.database, context.publicUrl);
  for (const base of ["", "/api/v1"]) {
    app.route({
      method: "GET",
      url: `${base}/scan/:id/stream`,
      exposeHeadRoute: false,
      schema: {
        summary: "Progress of a scan as server-sent events",
        params,
        response: {
          200: { description: "Events", content: { "text/event-stream": { schema: z.string() } } },
          204: z.null().describe("Everything was read before"),
          ...problemResponses("SCAN_NOT_FOUND", ...COUNTED),
        },
      },
      handler: async (request, reply) => {
        const caller = await callerOf(context, request, reply);
        if (caller === null) return reply;
        const found = await findScan(context.database.store, caller, request.params.id, context.now());
        if (!found.ok) return sendProblem(request, reply, found.problem);
        const lastId = lastEventId(request.headers["last-event-id"]);
        // 204 is what makes an EventSource stop trying (HTML standard, server-sent events).
        if (hasEnded(found.value, lastId)) return reply.status(204).send(null);
        const room = streams.enter(request.ip);
        if (!room.ok) return sendProblem(request, reply, room.problem);
        reply.hijack();
        const { publicUrl, stopping } = context;
        const follow = (signal: AbortSignal) => followScan(feed, found.value, lastId, publicUrl(), signal);
        await sendEvents(reply, follow, stopping).finally(room.value);
        return reply;
      },
    });
  }
}

/** Number of the last event that the client has; anything that was never an id of ours starts from the beginning. */
function lastEventId(header: string | string[] | undefined): number {
  return typeof header === "string" && /^\d{1,9}$/u.test(header) ? Number(header) : 0;
}
