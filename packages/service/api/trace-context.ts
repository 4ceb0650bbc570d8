import type { IncomingMessage } from "node:http";
import type { FastifyBaseLogger } from "fastify";

/** traceparent of version 00 (W3C Trace Context, section 3.2). */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}$/u;

/** The logger of a request: every line says in which trace its sender put it; nothing where the header is missing or wrong. */
export const inTrace = (
  logger: FastifyBaseLogger,
  bindings: Parameters<FastifyBaseLogger["child"]>[0],
  options: Parameters<FastifyBaseLogger["child"]>[1],
  { headers: { traceparent } }: IncomingMessage,
): FastifyBaseLogger => {
  const [, trace_id, parent_id] = (typeof traceparent === "string" && TRACEPARENT.exec(traceparent)) || [];
  return logger.child(trace_id === undefined ? bindings : { ...bindings, trace_id, parent_id }, options);
};
