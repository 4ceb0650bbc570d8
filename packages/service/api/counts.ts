import type { FastifyInstance } from "fastify";
import type { Counted } from "../app/metrics.ts";
import type { OpenStreams } from "./open-streams.ts";

/** Counts answers by route and status. Addresses that no route knows are one name, so that nobody can fill the memory with them. */
export class Counts implements Counted {
  readonly answers = new Map<string, number>();
  readonly #streams: OpenStreams;

  constructor(streams: OpenStreams) {
    this.#streams = streams;
  }

  get openStreams(): number {
    return this.#streams.count;
  }

  watch(app: FastifyInstance): void {
    app.addHook("onResponse", async (request, reply) => {
      const name = `${request.method} ${request.routeOptions.url ?? "unknown"} ${reply.statusCode}`;
      this.answers.set(name, (this.answers.get(name) ?? 0) + 1);
    });
  }
}
