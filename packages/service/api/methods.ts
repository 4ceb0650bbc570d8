import type { FastifyInstance } from "fastify";
import { sendProblem } from "./problems.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"] as const;

/**
 * Answers every other method of a known address with 405 and `Allow`. Call before the routes are added,
 * and the returned function after the last one.
 */
export function refuseOtherMethods(app: FastifyInstance): () => void {
  const known = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const methods = known.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    known.set(url, methods);
  });
  const refuse = async () => {
    for (const [url, methods] of [...known]) {
      const allow = [...methods].sort().join(", ");
      const others = METHODS.filter((method) => !methods.has(method));
      if (others.length === 0) continue;
      app.route({
        method: others,
        url,
        schema: { hide: true } as object,
        // Before the body is read: whatever it holds, the answer is the same.
        onRequest: async (request, reply) =>
          sendProblem(request, reply.header("allow", allow), {
            code: "METHOD_NOT_ALLOWED",
            message: `${request.method} is not possible here`,
            hint: `allowed: ${allow}`,
          }),
        handler: (_request, reply) => reply,
      });
    }
  };
  // After the routes that plugins add when they are loaded.
  return () => void app.register(refuse);
}
