import type { FastifyReply, FastifyRequest } from "fastify";
import { entityTag } from "./entity-tag.ts";

/** How long what never changes may be kept by others, and what an answer depends on besides its address. */
export const LASTING = "public, max-age=31536000, immutable";
export const VARY = "accept, authorization";

/** A result that will never change, as it is sent. */
export interface LastingResult {
  /** What its entity tag names. */
  readonly tag: readonly (string | null)[];
  readonly body: Buffer;
}

/** Memory for results, in bytes, and for one of them. */
const MOST = 32 * 1024 * 1024;
const MOST_EACH = 4 * 1024 * 1024;
/** How long one is answered without a look whether it is still there, in milliseconds: nobody can remove it but the operator. */
const KEPT_MS = 60_000;

/** Finished public results that were asked for lately, so that a page that many look at is rendered once. */
export class LastingResults {
  readonly #kept = new Map<string, LastingResult & { readonly until: number }>();
  readonly #now: () => Date;
  #bytes = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  get(scanId: string): LastingResult | undefined {
    const found = this.#kept.get(scanId);
    if (found === undefined) return undefined;
    this.#kept.delete(scanId);
    if (found.until <= this.#now().getTime()) {
      this.#bytes -= found.body.length;
      return undefined;
    }
    // The last used one goes last.
    this.#kept.set(scanId, found);
    return found;
  }

  keep(scanId: string, result: LastingResult): void {
    if (result.body.length > MOST_EACH || this.#kept.has(scanId)) return;
    this.#kept.set(scanId, { ...result, until: this.#now().getTime() + KEPT_MS });
    this.#bytes += result.body.length;
    for (const [oldest, { body }] of this.#kept) {
      if (this.#bytes <= MOST) return;
      this.#kept.delete(oldest);
      this.#bytes -= body.length;
    }
  }
}

/** The documented result of a finished public scan. */
export function sendLasting(request: FastifyRequest, reply: FastifyReply, { tag, body }: LastingResult): FastifyReply {
  reply.header("cache-control", LASTING).header("vary", VARY);
  if (entityTag(request, reply, tag)) return reply.status(304).send(null);
  return reply.type("application/json; charset=utf-8").send(body);
}
