import { z } from "zod";
import { exportAccount, leave } from "../../app/leaving.ts";
import { signedInCaller } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem, WHO } from "../problems.ts";
import { billingPorts } from "./billing.ts";

const text = z.string();
const record = z.object({
  exported_at: text,
  account: z.object({ id: text, email: text, name: text, plan: text, created_at: text }),
  team: z.object({ id: text, name: text, role: text }).nullable(),
  keys: z
    .array(
      z.object({
        ...{ id: text, prefix: text, label: text, scopes: z.array(text).readonly() },
        ...{ created_at: text, expires_at: text, revoked_at: text.nullable() },
      }),
    )
    .readonly(),
  sign_in_methods: z.array(z.object({ provider: text, created_at: text })).readonly(),
  sessions: z.array(z.object({ created_at: text, expires_at: text, address: text.nullable(), user_agent: text.nullable() })).readonly(),
  scans: z
    .array(
      z.object({
        ...{ scan_id: text, input: text, scan_visibility: text, status: text },
        ...{ created_at: text, callback_url: text.nullable(), result_url: text },
      }),
    )
    .readonly(),
  audit_log: z.array(z.object({ action: text, details: z.record(text, z.unknown()), address: text.nullable(), at: text })).readonly(),
});
const denials = problemResponses(...WHO);

/** GET /api/v1/me/export and POST /api/v1/me/deletion; in a session only. */
export function leavingRoutes(app: Api, context: ApiContext): void {
  const ports = () => ({ ...billingPorts(context), artifacts: context.artifacts, now: context.now, publicUrl: context.publicUrl() });
  const exporting = { summary: "Everything kept about the own account", response: { 200: record, ...denials } };
  app.get("/api/v1/me/export", { schema: exporting }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, "export your account");
    if (caller === null) return reply;
    const answer = await exportAccount(ports(), caller);
    if (!answer.ok) return sendProblem(request, reply, answer.problem);
    return reply
      .header("cache-control", "no-store")
      .header("content-disposition", 'attachment; filename="mcp-assay-account.json"')
      .send(answer.value);
  });
  const removing = {
    summary: "Remove the own account; public scans stay, unlinked",
    body: z.strictObject({ email: z.string().min(1).max(254).describe("The account's own, as confirmation") }),
    response: { 204: z.null().describe("Removed"), ...denials, ...problemResponses("CONFLICT", "UPSTREAM_UNAVAILABLE") },
  };
  app.post("/api/v1/me/deletion", { schema: removing }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, "remove your account");
    if (caller === null) return reply;
    const answer = await leave(ports(), caller, request.body.email);
    return answer.ok ? reply.status(204).send(null) : sendProblem(request, reply, answer.problem);
  });
}
