import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";
import type { ServiceCode, ServiceProblem } from "../app/problems.ts";

/** The HTTP status of every code. The only place that knows it. */
export const STATUS: Readonly<Record<ServiceCode, number>> = {
  INVALID_REQUEST: 400,
  INVALID_CREDENTIALS: 400,
  CREDENTIAL_TYPE_MISMATCH: 400,
  CREDENTIALS_PUBLIC_SCAN: 400,
  REPOSITORY_NOT_FOUND: 400,
  NOT_AN_MCP_SERVER: 400,
  TARGET_TOO_LARGE: 400,
  PRIVATE_REQUIRES_SIGNIN: 401,
  SIGNIN_REQUIRED_FOR_DEEP: 401,
  FORCE_RESCAN_REQUIRES_SIGNIN: 401,
  UNAUTHENTICATED: 401,
  SUBSCRIPTION_REQUIRED: 402,
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPE: 403,
  EMAIL_MISMATCH: 403,
  NOT_FOUND: 404,
  SCAN_NOT_FOUND: 404,
  CONSENSUS_NOT_AVAILABLE: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  IDEMPOTENCY_CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  ORG_RATE_LIMITED: 429,
  FORCE_RESCAN_RATE_LIMITED: 429,
  INTERNAL: 500,
  SCAN_START_FAILED: 500,
  UPSTREAM_UNAVAILABLE: 502,
  QUEUE_FULL: 503,
};

/** Body of every error. */
export const errorShape = z.object({
  success: z.literal(false),
  error: z.object({
    code: z.enum(Object.keys(STATUS) as [ServiceCode, ...ServiceCode[]]),
    message: z.string(),
    hint: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
    request_id: z.string(),
  }),
});

/** Response schemas of the codes that a route names, by status. Every one can be provoked (fuzz.test.ts). */
export function problemResponses(...codes: readonly ServiceCode[]): Record<number, typeof errorShape> {
  return Object.fromEntries(codes.map((code) => [STATUS[code], errorShape]));
}

/** How asking who sent a request can end, without or with a counted read. */
export const WHO = ["UNAUTHENTICATED", "FORBIDDEN", "INTERNAL"] as const;
export const COUNTED = [...WHO, "RATE_LIMITED"] as const;

/** Answers with a problem. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: ServiceProblem): FastifyReply {
  const { code, message, hint, details, retryAfter } = problem;
  if (retryAfter !== undefined) reply.header("retry-after", String(Math.max(1, Math.ceil(retryAfter))));
  if (STATUS[code] === 401) reply.header("www-authenticate", "Bearer");
  const error = {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(details === undefined ? {} : { details }),
    request_id: request.id,
  };
  return reply
    .status(STATUS[code])
    .header("cache-control", "no-store")
    .type("application/json")
    .serializer(JSON.stringify)
    .send({ success: false, error });
}

/** Turns everything that the framework throws into the documented envelope; the rest is INTERNAL, without its text. */
export function handleProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = hasZodFastifySchemaValidationErrors(error)
      ? invalidShape(error.validation)
      : frameworkProblem(error, request.routeOptions.bodyLimit);
    if (problem.code === "INTERNAL") request.log.error({ err: error }, "request failed");
    return sendProblem(request, reply, problem);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, { code: "NOT_FOUND", message: "there is nothing at this address" }),
  );
}

type Issues = readonly { readonly instancePath: string; readonly message?: string | undefined }[];

function invalidShape(issues: Issues): ServiceProblem {
  const fields = issues
    .slice(0, 10)
    .map((issue) => ({ field: issue.instancePath.slice(1).replaceAll("/", ".") || "body", message: issue.message ?? "is not valid" }));
  const first = fields[0];
  const code =
    fields.length > 0 && fields.every(({ field }) => field.split(".")[0] === "credentials") ? "INVALID_CREDENTIALS" : "INVALID_REQUEST";
  return { code, message: first === undefined ? "the request is not valid" : `${first.field}: ${first.message}`, details: { fields } };
}

function frameworkProblem(error: FastifyError, bodyLimit: number): ServiceProblem {
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE")
    return { code: "PAYLOAD_TOO_LARGE", message: `the body is larger than ${bodyLimit / 1024} KiB` };
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return { code: "UNSUPPORTED_MEDIA_TYPE", message: "the body must be JSON", hint: "send Content-Type: application/json" };
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return { code: "INVALID_REQUEST", message: "the request is not valid JSON over HTTP" };
  return { code: "INTERNAL", message: "something went wrong on our side" };
}
