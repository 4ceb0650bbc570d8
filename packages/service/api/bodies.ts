import type { FastifyInstance } from "fastify";
import { problemResponses } from "./problems.ts";

const WITH_BODY = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Adds to the document what reading a body can end in, for every route that reads one. Call before the routes are added. */
export function describeBodies(app: FastifyInstance): void {
  const problems = problemResponses("INVALID_REQUEST", "PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE");
  app.addHook("onRoute", ({ method, schema }) => {
    if ([method].flat().every((one) => !WITH_BODY.has(one)) || schema?.response === undefined) return;
    schema.response = { ...problems, ...(schema.response as object) };
  });
}
