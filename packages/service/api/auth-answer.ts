import type { FastifyReply, FastifyRequest } from "fastify";
import type { ServiceCode } from "../app/problems.ts";
import { ADDRESS_HEADER } from "../auth/sign-in.ts";
import type { ApiContext } from "./context.ts";
import { sendProblem } from "./problems.ts";

/** Passes a request to the auth library and its answer on, problems in the service's own shape. */
export async function answerFromLibrary(context: ApiContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const response = await context.signIn().handle(requestFor(context.publicUrl(), request));
  for (const cookie of response.headers.getSetCookie()) reply.header("set-cookie", cookie);
  reply.header("cache-control", "no-store");
  const location = response.headers.get("location");
  if (response.status >= 300 && response.status < 400 && location !== null) return reply.redirect(location);
  const text = await response.text();
  if (!response.ok) return refuse(request, reply, response.status, text);
  return reply.status(200).send(text === "" ? null : JSON.parse(text));
}

/** The request as the library wants it. Where it came from is checked by now, so it counts as coming from here. */
function requestFor(publicUrl: string, { method, url, headers, body, ip }: FastifyRequest): Request {
  const { origin } = new URL(publicUrl);
  const carried = new Headers({ origin, [ADDRESS_HEADER]: ip });
  for (const name of ["cookie", "user-agent"] as const) if (headers[name] !== undefined) carried.set(name, headers[name]);
  if (method !== "POST") return new Request(origin + url, { method, headers: carried });
  carried.set("content-type", "application/json");
  return new Request(origin + url, { method, headers: carried, body: JSON.stringify(body ?? {}) });
}

const CODES: ReadonlyMap<number, ServiceCode> = new Map([
  [400, "INVALID_REQUEST"],
  [401, "UNAUTHENTICATED"],
  [403, "FORBIDDEN"],
  [404, "NOT_FOUND"],
  [422, "CONFLICT"],
  [429, "RATE_LIMITED"],
]);

function refuse(request: FastifyRequest, reply: FastifyReply, status: number, text: string): FastifyReply {
  const { code, message } = parsed(text);
  const known = CODES.get(status);
  if (known === undefined) request.log.error({ status, reason: code }, "the auth library failed");
  return sendProblem(request, reply, {
    code: known ?? "INTERNAL",
    message: known === undefined || message === undefined ? "this did not work" : message.replaceAll(/\p{Cc}+/gu, " "),
    ...(code === undefined ? {} : { details: { reason: code } }),
  });
}

function parsed(text: string): { readonly code?: string; readonly message?: string } {
  try {
    return (JSON.parse(text) ?? {}) as { code?: string; message?: string };
  } catch {
    return {};
  }
}
