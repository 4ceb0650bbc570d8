import { z } from "zod";
import { acceptInvite, inviteToTeam, previewInvite, removeMember, withdrawInvite } from "../../app/team.ts";
import { signedInCaller } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem } from "../problems.ts";
import { teamPorts } from "./team.ts";
import { address, done, inTeam, invited, joined, newInvite, preview, token, userId } from "./team-shapes.ts";

/** Who comes into a team and who leaves it; in a session only, the preview of an invitation aside. */
export function teamMemberRoutes(app: Api, context: ApiContext): void {
  const what = "handle teams";
  const inviting = {
    summary: "Invite somebody",
    body: newInvite,
    response: { 201: done(invited), ...inTeam, ...problemResponses("CONFLICT", "SUBSCRIPTION_REQUIRED") },
  };
  app.post("/api/v1/team/invite", { schema: inviting }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, what);
    if (caller === null) return reply;
    const answer = await inviteToTeam(teamPorts(context), caller, request.body);
    return answer.ok ? reply.status(201).send({ success: true, data: answer.value }) : sendProblem(request, reply, answer.problem);
  });
  const previewing = {
    summary: "What an invitation is to",
    querystring: z.strictObject({ token }),
    response: { 200: preview, ...problemResponses("INVALID_REQUEST", "NOT_FOUND", "INTERNAL") },
  };
  app.get("/api/v1/team/invite-preview", { schema: previewing }, async (request, reply) => {
    const answer = await previewInvite(teamPorts(context), request.query.token);
    return answer.ok ? reply.header("cache-control", "no-store").send(answer.value) : sendProblem(request, reply, answer.problem);
  });
  const accepting = {
    summary: "Accept an invitation",
    body: z.strictObject({ token }),
    response: { 200: done(joined), ...inTeam, ...problemResponses("CONFLICT") },
  };
  app.post("/api/v1/team/invite/accept", { schema: accepting }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, what);
    if (caller === null) return reply;
    const answer = await acceptInvite(teamPorts(context), caller, request.body.token);
    return answer.ok ? reply.send({ success: true, data: answer.value }) : sendProblem(request, reply, answer.problem);
  });
  const params = z.object({ email: address });
  const withdrawing = { summary: "Withdraw an invitation", params, response: { 204: z.null().describe("Withdrawn"), ...inTeam } };
  app.delete("/api/v1/team/invites/:email", { schema: withdrawing }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, what);
    if (caller === null) return reply;
    const answer = await withdrawInvite(teamPorts(context), caller, request.params.email);
    return answer.ok ? reply.status(204).send(null) : sendProblem(request, reply, answer.problem);
  });
  const member = z.object({ user_id: userId });
  const removing = { summary: "Remove a member, or leave", params: member, response: { 204: z.null().describe("Removed"), ...inTeam } };
  app.delete("/api/v1/team/members/:user_id", { schema: removing }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, what);
    if (caller === null) return reply;
    const answer = await removeMember(teamPorts(context), caller, request.params.user_id);
    return answer.ok ? reply.status(204).send(null) : sendProblem(request, reply, answer.problem);
  });
}
