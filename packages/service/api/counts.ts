import type { FastifyInstance } from "fastify";
import type { Counted } from "../app/metrics.ts";

/** Counts answers by route and status. Addresses that no route knows are one name, so that nobody can fill the memory with them. */
export class Counts implements Counted {
  readonly answers = new Map<string, number>();
  openStreams = 0;

  watch(app: FastifyInstance): void {
    app.addHook("onResponse", async (request, reply) => {
      const name = `${request.method} ${request.routeOptions.url ?? "unknown"} ${reply.statusCode}`;
      this.answers.set(name, (this.answers.get(name) ?? 0) + 1);
    });
  }
}
