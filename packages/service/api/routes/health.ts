import { z } from "zod";
import type { Api, ApiContext } from "../context.ts";

const state = z.object({ status: z.enum(["ok", "unavailable"]) });

/** GET /healthz: the process answers. GET /readyz: its database does too, and it is not stopping. */
export function healthRoutes(app: Api, context: ApiContext): void {
  app.route({
    method: "GET",
    url: "/healthz",
    schema: { summary: "Whether the process lives", response: { 200: state } },
    handler: async (_request, reply) => reply.header("cache-control", "no-store").send({ status: "ok" }),
  });
  app.route({
    method: "GET",
    url: "/readyz",
    schema: { summary: "Whether requests can be served", response: { 200: state, 503: state } },
    handler: async (_request, reply) => {
      const answers = await context.database.store.ping().then(
        () => true,
        () => false,
      );
      const ready = answers && !context.stopping.aborted;
      return reply
        .status(ready ? 200 : 503)
        .header("cache-control", "no-store")
        .send({ status: ready ? "ok" : "unavailable" });
    },
  });
}
