import { z } from "zod";
import { badgeOf, badgeSvg } from "../../app/badge.ts";
import { isScanId } from "../../app/scan-id.ts";
import type { Api, ApiContext } from "../context.ts";
import { entityTag } from "../entity-tag.ts";
import { problemResponses } from "../problems.ts";

/** GET /api/badge/{scan_id}: grade of the latest public scan of the same target, as SVG. */
export function badgeRoute(app: Api, context: ApiContext): void {
  app.route({
    method: "GET",
    url: "/api/badge/:scan_id",
    schema: {
      summary: "Badge of the target of a scan",
      params: z.object({ scan_id: z.string().max(100) }),
      produces: ["image/svg+xml"],
      response: { 200: z.string().describe("image/svg+xml"), 304: z.null().describe("Not changed"), ...problemResponses() },
    },
    handler: async (request, reply) => {
      const id = request.params.scan_id;
      const row = isScanId(id) ? await context.database.store.latestOf(id) : null;
      const svg = badgeSvg(badgeOf(row, context.now()));
      reply.header("cache-control", "public, max-age=3600");
      if (entityTag(request, reply, [svg])) return reply.status(304).send(null);
      return reply.type("image/svg+xml").serializer(String).send(svg);
    },
  });
}
