import { z } from "zod";
import { type BillingPorts, hearOfPayment, openPortal, PAID_PLANS, startCheckout } from "../../app/billing.ts";
import { signedInCaller } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem, WHO } from "../problems.ts";

const page = z.object({ success: z.literal(true), data: z.object({ url: z.string() }) });
const unavailable = problemResponses("NOT_FOUND", "UPSTREAM_UNAVAILABLE", "INTERNAL");
const denials = { ...unavailable, ...problemResponses(...WHO) };
/** Largest message of the payment service, in bytes. */
const MESSAGE_BYTES = 256 * 1024;

/** What the use cases of payments work with. */
export function billingPorts({ database, billing, defaultPlan }: ApiContext): BillingPorts {
  return { store: database.store, billing, defaultPlan };
}

/** POST /api/v1/billing/checkout, /portal (in a session only) and /webhook (signed by the payment service). */
export function billingRoutes(app: Api, context: ApiContext): void {
  const buying = {
    summary: "Start to pay for a plan",
    body: z.strictObject({ plan: z.enum(PAID_PLANS) }),
    response: { 200: page, ...denials, ...problemResponses("CONFLICT") },
  };
  app.post("/api/v1/billing/checkout", { schema: buying }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, "handle payments");
    if (caller === null) return reply;
    const answer = await startCheckout(billingPorts(context), caller, request.body.plan);
    return answer.ok ? reply.send({ success: true, data: { url: answer.value } }) : sendProblem(request, reply, answer.problem);
  });
  const managing = { summary: "Change or end what is paid for", response: { 200: page, ...denials } };
  app.post("/api/v1/billing/portal", { schema: managing }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, "handle payments");
    if (caller === null) return reply;
    const answer = await openPortal(billingPorts(context), caller);
    return answer.ok ? reply.send({ success: true, data: { url: answer.value } }) : sendProblem(request, reply, answer.problem);
  });
  app.register(async (inner) => {
    // The signature is over the bytes as they came.
    inner.removeContentTypeParser("application/json");
    inner.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    webhookRoute(inner as unknown as Api, context);
  });
}

function webhookRoute(app: Api, context: ApiContext): void {
  const schema = {
    summary: "Messages of the payment service",
    response: { 200: z.object({ received: z.literal(true) }), ...unavailable },
  };
  app.post("/api/v1/billing/webhook", { schema, bodyLimit: MESSAGE_BYTES }, async (request, reply) => {
    const message = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const answer = await hearOfPayment(billingPorts(context), message, String(request.headers["stripe-signature"] ?? ""));
    return answer.ok ? reply.send({ received: true }) : sendProblem(request, reply, answer.problem);
  });
}
