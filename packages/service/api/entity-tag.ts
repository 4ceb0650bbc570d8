import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Sets the ETag of what is named by these parts; true when the client has exactly that. */
export function entityTag(request: FastifyRequest, reply: FastifyReply, parts: readonly (string | null)[]): boolean {
  const tag = `"${createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22)}"`;
  reply.header("etag", tag);
  const known = (request.headers["if-none-match"] ?? "").split(",").map((one) => one.trim().replace(/^W\//u, ""));
  return known.includes(tag) || known.includes("*");
}
