import type { FastifyReply, FastifyRequest } from "fastify";
import { FORMATS, type Format, formatReport } from "../app/formats.ts";
import type { ScanRow } from "../app/store.ts";
import type { ApiContext } from "./context.ts";
import { sendProblem } from "./problems.ts";

const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The report of a scan in one of its formats. */
export function sendReport(
  request: FastifyRequest,
  reply: FastifyReply,
  { catalogue }: ApiContext,
  row: ScanRow,
  format: Format,
): FastifyReply {
  const text = formatReport(format, row, catalogue);
  if (!text.ok) return sendProblem(request, reply, text.problem);
  // The page names its one style by hash in its own policy.
  if (format === "html") reply.header("content-security-policy", PAGE_POLICY);
  return reply
    .type(FORMATS[format])
    .serializer((payload: unknown) => payload as string)
    .send(text.value);
}
