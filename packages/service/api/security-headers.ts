import type { FastifyInstance } from "fastify";
import type { ApiContext } from "./context.ts";

/** What scripts of other sites may read: answers to GET that nobody has to sign in for. */
const PUBLIC = /^\/(?:api\/v1\/(?:scan\/|registry|rules|threats\/)|scan\/|threats\/|api\/badge\/|badge\/|openapi\.json)/u;

/** Headers that every answer bears. */
export function secureAnswers(app: FastifyInstance, context: ApiContext): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({
      "x-request-id": request.id,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
    });
    // Browsers ignore it over http; behind a proxy only the public address tells.
    if (context.publicUrl().startsWith("https://")) reply.header("strict-transport-security", "max-age=31536000");
    // "*" never goes together with cookies, so what only a signed-in browser may see stays closed.
    if ((request.method === "GET" || request.method === "HEAD") && PUBLIC.test(request.url)) {
      reply.header("access-control-allow-origin", "*");
      reply.header(
        "access-control-expose-headers",
        "etag, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset, x-request-id",
      );
    }
  });
}
