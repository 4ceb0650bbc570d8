import { z } from "zod";
import { readAccount, readUsage } from "../../app/read-account.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem, WHO } from "../problems.ts";

const me = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  email_verified: z.boolean(),
  plan: z.string(),
  role: z.enum(["owner", "admin", "member"]).nullable().describe("In the team"),
  created_at: z.string(),
  via: z.enum(["session", "key"]),
  scopes: z.array(z.string()).readonly().nullable(),
});
const window = z.object({ window: z.string(), limit: z.number(), used: z.number(), reset_at: z.string() });
const usage = z.object({ plan: z.string(), submissions: z.array(window).readonly(), reads: z.array(window).readonly() });
const denials = problemResponses(...WHO);

/** GET /api/v1/me and /api/v1/usage: the caller's account and what is used of its limits. */
export function accountRoutes(app: Api, context: ApiContext): void {
  const { store } = context.database;
  app.get("/api/v1/me", { schema: { summary: "Own account", response: { 200: me, ...denials } } }, async (request, reply) => {
    const caller = await callerOf(context, request, reply);
    if (caller === null) return reply;
    const answer = await readAccount(store, caller);
    return answer.ok ? reply.header("cache-control", "no-store").send(answer.value) : sendProblem(request, reply, answer.problem);
  });
  app.get(
    "/api/v1/usage",
    { schema: { summary: "Use of the own limits", response: { 200: usage, ...denials } } },
    async (request, reply) => {
      const caller = await callerOf(context, request, reply);
      if (caller === null) return reply;
      const answer = await readUsage(store, caller, context.now());
      return answer.ok ? reply.header("cache-control", "no-store").send(answer.value) : sendProblem(request, reply, answer.problem);
    },
  );
}
