import { z } from "zod";
import { coverageOf, describeRule } from "../../app/rules.ts";
import type { Api, ApiContext } from "../context.ts";
import { problemResponses, sendProblem } from "../problems.ts";
import { catalogue, rule, threat } from "./rule-shapes.ts";

/** GET /api/v1/rules, /rules/{id} (class id or key) and /threats/coverage, from the catalogue. */
export function ruleRoutes(app: Api, context: ApiContext): void {
  const { rules, version, digest } = context.catalogue;
  app.route({
    method: "GET",
    url: "/api/v1/rules",
    schema: { summary: "The rules", response: { 200: z.object({ catalogue, rules: z.array(rule).readonly() }) } },
    handler: async () => ({ catalogue: { version, digest }, rules: rules.map(describeRule) }),
  });
  app.route({
    method: "GET",
    url: "/api/v1/rules/*",
    schema: {
      summary: "One rule",
      params: z.object({ "*": z.string() }),
      response: { 200: rule, ...problemResponses("NOT_FOUND") },
    },
    handler: async (request, reply) => {
      const id = request.params["*"];
      const found = rules.find((one) => one.ruleId === id || one.key === id);
      return found === undefined
        ? sendProblem(request, reply, { code: "NOT_FOUND", message: "there is no such rule" })
        : describeRule(found);
    },
  });
  for (const url of ["/api/v1/threats/coverage", "/threats/coverage"]) {
    const schema = {
      summary: "Which threats the rules cover",
      response: { 200: z.object({ catalogue, threats: z.array(threat).readonly() }) },
    };
    app.route({ method: "GET", url, schema, handler: async () => ({ catalogue: { version, digest }, threats: coverageOf(rules) }) });
  }
}
