import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { chargeAttempt } from "../../app/sign-in-limits.ts";
import { answerFromLibrary } from "../auth-answer.ts";
import { AUTH_ENDPOINTS } from "../auth-endpoints.ts";
import { isCrossSite } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem } from "../problems.ts";

/** Attempts are counted, and other sites cannot make any. */
const attempted = problemResponses("FORBIDDEN", "RATE_LIMITED", "INTERNAL");

/** /api/auth: what is offered of the auth library, in the service's own envelope for problems. */
export function authRoutes(app: Api, context: ApiContext): void {
  for (const { method, path, summary, answer, leadsOn, problems = [], ...takes } of AUTH_ENDPOINTS) {
    const redirect = { 302: z.null().describe("Leads on") };
    app.route({
      method,
      url: `/api/auth${path}`,
      exposeHeadRoute: false,
      schema: {
        summary,
        ...takes,
        response: {
          ...(answer === null ? {} : { 200: answer }),
          ...(answer === null || leadsOn ? redirect : {}),
          ...(method === "POST" ? attempted : {}),
          ...problemResponses(...problems),
        },
      },
      handler: async (request, reply) => ((await mayTry(context, request, reply)) ? answerFromLibrary(context, request, reply) : reply),
    });
  }
}

/** Refuses what other sites make a browser send, and too many attempts. */
async function mayTry(context: ApiContext, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  if (isCrossSite(context, request)) {
    sendProblem(request, reply, { code: "FORBIDDEN", message: "this request comes from another site" });
    return false;
  }
  if (request.method !== "POST") return true;
  const { email = null } = (request.body ?? {}) as { readonly email?: string };
  const charged = await chargeAttempt(context.database.store, { address: request.ip, email }, context.now());
  if (!charged.ok) sendProblem(request, reply, charged.problem);
  return charged.ok;
}
