import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../app/caller.ts";
import { identify } from "../app/identify.ts";
import type { ApiContext } from "./context.ts";
import { sendProblem } from "./problems.ts";

/** Who sent a request; null when it was refused and the answer is on its way. */
export async function callerOf(context: ApiContext, request: FastifyRequest, reply: FastifyReply): Promise<Caller | null> {
  const { authorization, "x-api-key": apiKey } = request.headers;
  const shown = { authorization, apiKeyHeader: apiKey !== undefined, address: request.ip };
  const caller = await identify(context.database.store, context.plans, shown, context.now());
  if (caller.ok) return caller.value;
  sendProblem(request, reply, caller.problem);
  return null;
}
