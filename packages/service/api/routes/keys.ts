import { randomBytes } from "node:crypto";
import { z } from "zod";
import { describeKey, mintKey, revokeKey } from "../../app/keys.ts";
import { signedInCaller } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem } from "../problems.ts";
import { body, denials, key, made } from "./key-shapes.ts";

/** GET and POST /api/v1/keys, DELETE /api/v1/keys/{id}. */
export function keyRoutes(app: Api, context: ApiContext): void {
  const { store } = context.database;
  const ports = { store, randomBytes, now: context.now };
  const listing = { summary: "Own keys", response: { 200: z.object({ keys: z.array(key) }), ...denials } };
  app.get("/api/v1/keys", { schema: listing }, async (request, reply) => {
    const owner = await signedInCaller(context, request, reply, "handle keys");
    if (owner === null) return reply;
    return reply.header("cache-control", "no-store").send({ keys: (await store.keys(owner.accountId)).map(describeKey) });
  });
  const making = { summary: "Make a key", body, response: { 201: made, ...denials, ...problemResponses("SUBSCRIPTION_REQUIRED") } };
  app.post("/api/v1/keys", { schema: making }, async (request, reply) => {
    const owner = await signedInCaller(context, request, reply, "handle keys");
    if (owner === null) return reply;
    const minted = await mintKey(ports, owner, request.body);
    if (!minted.ok) return sendProblem(request, reply, minted.problem);
    const data = { ...describeKey(minted.value), key: minted.value.secret };
    return reply.status(201).header("cache-control", "no-store").send({ success: true, data });
  });
  const params = z.object({ id: z.string().regex(/^[0-9a-f]{1,64}$/u) });
  const revoking = {
    summary: "Revoke a key",
    params,
    response: { 204: z.null().describe("Revoked"), ...denials, ...problemResponses("NOT_FOUND") },
  };
  app.delete("/api/v1/keys/:id", { schema: revoking }, async (request, reply) => {
    const owner = await signedInCaller(context, request, reply, "handle keys");
    if (owner === null) return reply;
    const done = await revokeKey(ports, owner, request.params.id);
    return done.ok ? reply.status(204).send(null) : sendProblem(request, reply, done.problem);
  });
}
