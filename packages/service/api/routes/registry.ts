import { z } from "zod";
import { readEntry, readHashes, readRegistry } from "../../app/registry.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { COUNTED, problemResponses, sendProblem } from "../problems.ts";
import { entry, hashes, registryPage } from "./registry-shapes.ts";

const type = z.enum(["npm", "pypi", "github", "docker", "registry"]);
const text = z
  .string()
  .min(1)
  .max(512)
  .regex(/^\P{Cc}+$/u, "must hold no control characters");
const querystring = z.strictObject({
  type: type.optional(),
  grade: z.enum(["A", "B", "C", "D", "F"]).optional(),
  q: text.optional(),
  sort: z.enum(["grade", "popularity", "date"]).default("date"),
  cursor: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const denials = ["INVALID_REQUEST", ...COUNTED] as const;

/** GET /api/v1/registry, /registry/{type}/{name} and /registry/{type}/{name}/hashes. Names may hold "/" and "@". */
export function registryRoutes(app: Api, context: ApiContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/registry",
    schema: { summary: "Scanned servers", querystring, response: { 200: registryPage, ...problemResponses(...denials) } },
    handler: async (request, reply) => {
      const caller = await callerOf(context, request, reply);
      if (caller === null) return reply;
      const { cursor, ...filter } = request.query;
      const answer = await readRegistry(context.database.store, caller, { ...filter, offset: cursor }, context.now());
      return answer.ok ? reply.send(answer.value) : sendProblem(request, reply, answer.problem);
    },
  });
  app.route({
    method: "GET",
    url: "/api/v1/registry/:type/*",
    schema: {
      summary: "Reports of one target; with /hashes behind the name, the hashes of its tool definitions",
      params: z.object({ type, "*": text }),
      response: { 200: z.union([entry, hashes]), ...problemResponses("NOT_FOUND", ...denials) },
    },
    handler: async (request, reply) => {
      const caller = await callerOf(context, request, reply);
      if (caller === null) return reply;
      const { type: kind, "*": path } = request.params;
      const name = path.replace(/\/hashes$/u, "");
      const read = name === path ? readEntry : readHashes;
      const answer = await read(context.database.store, caller, kind, name, context.now());
      return answer.ok ? reply.send(answer.value) : sendProblem(request, reply, answer.problem);
    },
  });
}
