import { type Badge, badgeOf, badgeSvg } from "../../app/badge.ts";
import { isScanId } from "../../app/scan-id.ts";
import type { Api, ApiContext } from "../context.ts";
import { entityTag } from "../entity-tag.ts";
import { byName, byScan, ofName, ofScan } from "./badge-shapes.ts";

/** GET /api/badge/{scan_id} and /badge/{type}/{name}.svg or .json: the latest public scan of a target. */
export function badgeRoutes(app: Api, context: ApiContext): void {
  const { store } = context.database;
  app.route({
    method: "GET",
    url: "/api/badge/:scan_id",
    schema: { summary: "Badge of the target of a scan", params: byScan, response: ofScan },
    handler: async (request, reply) => {
      const id = request.params.scan_id;
      const svg = badgeSvg(badgeOf(isScanId(id) ? await store.latestOf(id) : null, context.now()));
      reply.header("cache-control", "public, max-age=3600");
      if (entityTag(request, reply, [svg])) return reply.status(304).send(null);
      return reply.type("image/svg+xml").serializer(String).send(svg);
    },
  });
  app.route({
    method: "GET",
    url: "/badge/:type/*",
    schema: { summary: "Badge of a target by its name", params: byName, response: ofName },
    handler: async (request, reply) => {
      const { type, "*": path } = request.params;
      const json = path.endsWith(".json");
      const [latest] = await store.history(type, path.replace(/\.(?:svg|json)$/u, ""), 1);
      const badge = badgeOf(latest ?? null, context.now());
      const body = json ? endpoint(badge) : badgeSvg(badge);
      reply.header("cache-control", "public, max-age=3600");
      if (entityTag(request, reply, [body])) return reply.status(304).send(null);
      return reply
        .type(json ? "application/json" : "image/svg+xml")
        .serializer(String)
        .send(body);
    },
  });
}

/** What shields.io reads from an endpoint (shields.io/badges/endpoint-badge). */
function endpoint({ label, message, color }: Badge): string {
  return JSON.stringify({ schemaVersion: 1, label, message, color: color.slice(1), cacheSeconds: 3600 });
}
