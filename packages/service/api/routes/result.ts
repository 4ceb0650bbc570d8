import { z } from "zod";
import { FORMATS, type Format, formatReport, formatWanted } from "../../app/formats.ts";
import { findScan } from "../../app/read-scan.ts";
import { scanResultShape } from "../../app/result-shape.ts";
import { scanResult } from "../../app/scan-result.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { entityTag } from "../entity-tag.ts";
import { problemResponses, sendProblem } from "../problems.ts";

const params = z.object({ id: z.string().max(100) });
const querystring = z.object({ format: z.enum(Object.keys(FORMATS) as [Format, ...Format[]]).optional() });
const responses = problemResponses("INVALID_REQUEST", "SCAN_NOT_FOUND", "UNAUTHENTICATED", "FORBIDDEN", "RATE_LIMITED");

const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** GET /scan/{id}, also under /api/v1: the documented result, or the report in another format. */
export function resultRoutes(app: Api, context: ApiContext): void {
  for (const base of ["", "/api/v1"]) {
    app.route({
      method: "GET",
      url: `${base}/scan/:id`,
      schema: {
        summary: "Result or state of a scan",
        params,
        querystring,
        response: { 200: scanResultShape, 304: z.null().describe("Not changed"), ...responses },
      },
      handler: async (request, reply) => {
        const caller = await callerOf(context, request, reply);
        if (caller === null) return reply;
        const found = await findScan(context.database.store, caller, request.params.id, context.now());
        if (!found.ok) return sendProblem(request, reply, found.problem);
        const row = found.value;
        const lasting = row.status === "complete" && row.visibility === "public";
        reply.header("cache-control", lasting ? "public, max-age=31536000, immutable" : "no-store").header("vary", "accept, authorization");
        const format = formatWanted(request.query.format, request.headers.accept);
        if (row.finishedAt !== null && entityTag(request, reply, [row.runId, row.scanId, row.status, format]))
          return reply.status(304).send(null);
        if (format === null || (request.query.format === undefined && row.report === null))
          return reply.send(scanResult(row, context.publicUrl()));
        const text = formatReport(format, row, context.catalogue);
        if (!text.ok) return sendProblem(request, reply, text.problem);
        // The page names its one style by hash in its own policy.
        if (format === "html") reply.header("content-security-policy", PAGE_POLICY);
        return reply
          .type(FORMATS[format])
          .serializer((payload: unknown) => payload as string)
          .send(text.value as never);
      },
    });
  }
}
