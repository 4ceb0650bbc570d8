import { metricsText } from "../../app/metrics.ts";
import type { Api, ApiContext } from "../context.ts";
import type { Counts } from "../counts.ts";

/** GET /metrics, for Prometheus. Not part of the public API, so not in its document. */
export function metricsRoute(app: Api, context: ApiContext, counts: Counts): void {
  app.route({
    method: "GET",
    url: "/metrics",
    schema: { hide: true } as object,
    handler: async (_request, reply) =>
      reply
        .type("text/plain; version=0.0.4; charset=utf-8")
        .serializer(String)
        .send(await metricsText(context.database.store, counts)),
  });
}
