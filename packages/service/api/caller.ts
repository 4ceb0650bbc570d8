import type { FastifyReply, FastifyRequest } from "fastify";
import { type Caller, inSession, type SignedIn } from "../app/caller.ts";
import { identify } from "../app/identify.ts";
import type { ApiContext } from "./context.ts";
import { sendProblem } from "./problems.ts";
import { noteCaller } from "./rate-headers.ts";

/** Who sent a request; null when it was refused and the answer is on its way. */
export async function callerOf(context: ApiContext, request: FastifyRequest, reply: FastifyReply): Promise<Caller | null> {
  const { authorization, cookie, "x-api-key": apiKey } = request.headers;
  const shown = {
    authorization,
    cookie,
    apiKeyHeader: apiKey !== undefined,
    crossSite: isCrossSite(context, request),
    address: request.ip,
  };
  const { database, plans, now } = context;
  const caller = await identify({ store: database.store, sessions: context.signIn(), plans, now }, shown);
  if (caller.ok) {
    noteCaller(request, caller.value);
    return caller.value;
  }
  sendProblem(request, reply, caller.problem);
  return null;
}

/** Who is signed in himself, as for `callerOf`; keys are refused. `what` completes "sign in to …". */
export async function signedInCaller(
  context: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  what: string,
): Promise<SignedIn | null> {
  const caller = await callerOf(context, request, reply);
  if (caller === null) return null;
  const allowed = inSession(caller, what);
  if (allowed.ok) return allowed.value;
  sendProblem(request, reply, allowed.problem);
  return null;
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a browser says that a page of another site makes it change something here. Programs send no Origin. */
export function isCrossSite(context: ApiContext, request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  if (SAFE.has(request.method) || origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  return origin !== new URL(context.publicUrl()).origin && new URL(origin).host !== host;
}
