import { randomBytes } from "node:crypto";
import { z } from "zod";
import { changeTeam, createTeam, readTeam, readTeamUsage, removeTeam, type TeamPorts } from "../../app/team.ts";
import { invitationLetter } from "../../auth/letters.ts";
import { signedInCaller } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem } from "../problems.ts";
import { denials, done, inTeam, newTeam, team, teamChange, usage } from "./team-shapes.ts";

/** What the use cases of teams work with. */
export function teamPorts({ database, plans, now, mailer, publicUrl }: ApiContext): TeamPorts {
  const sendInvitation: TeamPorts["sendInvitation"] = (...about) => mailer.send(invitationLetter(...about));
  return { store: database.store, plans, randomBytes, now, sendInvitation, publicUrl: publicUrl() };
}

/** GET, POST, PATCH and DELETE /api/v1/team, and its usage; in a session only. */
export function teamRoutes(app: Api, context: ApiContext): void {
  const what = "handle teams";
  app.get("/api/v1/team", { schema: { summary: "Own team", response: { 200: team, ...inTeam } } }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, what);
    if (caller === null) return reply;
    const answer = await readTeam(teamPorts(context), caller);
    return answer.ok ? reply.header("cache-control", "no-store").send(answer.value) : sendProblem(request, reply, answer.problem);
  });
  const making = { summary: "Make a team", body: newTeam, response: { 201: done(team), ...denials, ...problemResponses("CONFLICT") } };
  app.post("/api/v1/team", { schema: making }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, what);
    if (caller === null) return reply;
    const answer = await createTeam(teamPorts(context), caller, request.body.name);
    return answer.ok ? reply.status(201).send({ success: true, data: answer.value }) : sendProblem(request, reply, answer.problem);
  });
  const changing = { summary: "Rename the team, or hand it over", body: teamChange, response: { 200: done(team), ...inTeam } };
  app.patch("/api/v1/team", { schema: changing }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, what);
    if (caller === null) return reply;
    const answer = await changeTeam(teamPorts(context), caller, request.body);
    return answer.ok ? reply.send({ success: true, data: answer.value }) : sendProblem(request, reply, answer.problem);
  });
  const counting = { summary: "Scans of each member this month", response: { 200: usage, ...inTeam } };
  app.get("/api/v1/team/usage", { schema: counting }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, what);
    if (caller === null) return reply;
    const answer = await readTeamUsage(teamPorts(context), caller);
    return answer.ok ? reply.header("cache-control", "no-store").send(answer.value) : sendProblem(request, reply, answer.problem);
  });
  const removing = { summary: "End the team", response: { 204: z.null().describe("Ended"), ...inTeam } };
  app.delete("/api/v1/team", { schema: removing }, async (request, reply) => {
    const caller = await signedInCaller(context, request, reply, what);
    if (caller === null) return reply;
    const answer = await removeTeam(teamPorts(context), caller);
    return answer.ok ? reply.status(204).send(null) : sendProblem(request, reply, answer.problem);
  });
}
