import type { FastifyRequest } from "fastify";
import type { Caller } from "../app/caller.ts";
import { type Answer, no, yes } from "../app/problems.ts";

/** Who sent a request. Something that looks like a proof of identity and is none is refused, not ignored. */
export function callerOf(request: FastifyRequest): Answer<Caller> {
  if (request.headers["x-api-key"] !== undefined) {
    return no("UNAUTHENTICATED", "X-API-Key is not read", { hint: "send the key as Authorization: Bearer mcpsafe_…" });
  }
  if (request.headers.authorization !== undefined) return no("UNAUTHENTICATED", "the bearer token is not known");
  return yes({ kind: "anonymous", address: request.ip });
}
