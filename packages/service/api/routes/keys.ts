import { randomBytes } from "node:crypto";
import { z } from "zod";
import { SCOPES } from "../../app/caller.ts";
import { isCidr } from "../../app/identify.ts";
import { describeKey, keyOwner, mintKey, revokeKey } from "../../app/keys.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem } from "../problems.ts";

const key = z.object({
  id: z.string(),
  prefix: z.string(),
  label: z.string(),
  scopes: z.array(z.string()).readonly(),
  allowed_cidrs: z.array(z.string()).readonly(),
  created_at: z.string(),
  expires_at: z.string(),
  last_used_at: z.string().nullable(),
});
const body = z.strictObject({
  label: z
    .string()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}+$/u, "must hold no control characters"),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  allowed_cidrs: z.array(z.string().max(50).refine(isCidr, "is not a network")).max(50).default([]),
  expires_in_days: z.number().int().min(1).max(365).default(365),
});
const denials = problemResponses("INVALID_REQUEST", "UNAUTHENTICATED", "SUBSCRIPTION_REQUIRED", "FORBIDDEN", "NOT_FOUND");

/** GET and POST /api/v1/keys, DELETE /api/v1/keys/{id}. */
export function keyRoutes(app: Api, context: ApiContext): void {
  const { store } = context.database;
  const ports = { store, randomBytes, now: context.now };
  app.get(
    "/api/v1/keys",
    { schema: { summary: "Own keys", response: { 200: z.object({ keys: z.array(key) }), ...denials } } },
    async (request, reply) => {
      const caller = await callerOf(context, request, reply);
      if (caller === null) return reply;
      const owner = keyOwner(caller);
      if (!owner.ok) return sendProblem(request, reply, owner.problem);
      return reply.header("cache-control", "no-store").send({ keys: (await store.keys(owner.value.accountId)).map(describeKey) });
    },
  );
  app.post(
    "/api/v1/keys",
    {
      schema: {
        summary: "Make a key",
        body,
        response: { 201: z.object({ success: z.literal(true), data: key.extend({ key: z.string() }) }), ...denials },
      },
    },
    async (request, reply) => {
      const caller = await callerOf(context, request, reply);
      if (caller === null) return reply;
      const owner = keyOwner(caller);
      const made = owner.ok ? await mintKey(ports, owner.value, request.body) : owner;
      if (!made.ok) return sendProblem(request, reply, made.problem);
      return reply
        .status(201)
        .header("cache-control", "no-store")
        .send({ success: true, data: { ...describeKey(made.value), key: made.value.secret } });
    },
  );
  app.delete(
    "/api/v1/keys/:id",
    {
      schema: {
        summary: "Revoke a key",
        params: z.object({ id: z.string().regex(/^[0-9a-f]{1,64}$/u) }),
        response: { 204: z.null(), ...denials },
      },
    },
    async (request, reply) => {
      const caller = await callerOf(context, request, reply);
      if (caller === null) return reply;
      const owner = keyOwner(caller);
      const done = owner.ok ? await revokeKey(ports, owner.value, request.params.id) : owner;
      return done.ok ? reply.status(204).send(null) : sendProblem(request, reply, done.problem);
    },
  );
}
