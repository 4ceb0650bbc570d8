import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Caller, countedFor } from "../app/caller.ts";
import { readCharges, submissionCharges } from "../app/plans.ts";
import { type Quota, quotaOf } from "../app/quota.ts";
import type { ApiContext } from "./context.ts";

/** How long a reading of counts serves the headers of reads, in milliseconds; submissions always say it exactly. */
const FRESH_MS = 1000;
/** Callers whose counts are remembered. */
const REMEMBERED = 10_000;

const callers = new WeakMap<FastifyRequest, Caller>();

/** Notes whose limits the answer to a request is to tell. */
export function noteCaller(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

/** Sets RateLimit-Limit, -Remaining and -Reset (draft-ietf-httpapi-ratelimit-headers-06) to the window nearest to its limit. */
export function setQuota(reply: FastifyReply, { limit, remaining, reset }: Quota): void {
  reply.headers({ "ratelimit-limit": limit, "ratelimit-remaining": remaining, "ratelimit-reset": reset });
}

/** Adds the headers to every answer to somebody whose requests are counted. */
export function tellLimits(app: FastifyInstance, context: ApiContext): void {
  const known = new Map<string, { readonly at: number; readonly quota: Quota | null }>();
  app.addHook("onSend", async (request, reply, payload) => {
    const caller = callers.get(request);
    if (caller === undefined || reply.hasHeader("ratelimit-limit")) return payload;
    const now = context.now();
    const counted = countedFor(caller);
    const reads = request.method === "GET" && caller.kind === "account" && caller.via.kind === "key";
    const charges = reads ? readCharges(counted, now) : submissionCharges(counted, now);
    const name = `${reads} ${counted.who} ${counted.pool}`;
    let entry = known.get(name);
    if (entry === undefined || now.getTime() - entry.at > FRESH_MS || reply.statusCode === 429 || request.method !== "GET") {
      // An error here would replace the answer, with its text in it; without the headers the answer is still one.
      const used = await context.database.store.used(charges).catch(() => null);
      if (used === null) return payload;
      entry = { at: now.getTime(), quota: quotaOf(charges, used, now) };
      known.delete(name);
      known.set(name, entry);
      const oldest = known.keys().next().value;
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    }
    if (entry.quota !== null) setQuota(reply, entry.quota);
    return payload;
  });
}
