import { z } from "zod";
import { FORMATS, type Format, formatWanted } from "../../app/formats.ts";
import { findVisible, refusedRead } from "../../app/read-scan.ts";
import { scanResultShape } from "../../app/result-shape.ts";
import { scanResult } from "../../app/scan-result.ts";
import { callerOf } from "../caller.ts";
import type { Api, ApiContext } from "../context.ts";
import { entityTag } from "../entity-tag.ts";
import { LASTING, LastingResults, sendLasting, VARY } from "../lasting-results.ts";
import { problemResponses, sendProblem } from "../problems.ts";
import { sendReport } from "../send-report.ts";

const params = z.object({ id: z.string().max(100) });
const querystring = z.object({ format: z.enum(Object.keys(FORMATS) as [Format, ...Format[]]).optional() });
const responses = problemResponses("INVALID_REQUEST", "SCAN_NOT_FOUND", "UNAUTHENTICATED", "FORBIDDEN", "RATE_LIMITED");

/** GET /scan/{id}, also under /api/v1: the documented result, or the report in another format. */
export function resultRoutes(app: Api, context: ApiContext): void {
  const lasting = new LastingResults();
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
        const { store } = context.database;
        const caller = await callerOf(context, request, reply);
        if (caller === null) return reply;
        const refused = await refusedRead(store, caller, context.now());
        if (refused?.ok === false) return sendProblem(request, reply, refused.problem);
        const format = formatWanted(request.query.format, request.headers.accept);
        const known = format === null ? lasting.get(request.params.id) : undefined;
        if (known !== undefined) return sendLasting(request, reply, known);
        const found = await findVisible(store, caller, request.params.id);
        if (!found.ok) return sendProblem(request, reply, found.problem);
        const row = found.value;
        const fixed = row.status === "complete" && row.visibility === "public";
        const tag = [row.runId, row.scanId, row.status, format];
        if (format === null && fixed) {
          const body = Buffer.from(reply.serializeInput(scanResult(row, context.publicUrl()), "200") as string);
          lasting.keep(row.scanId, { tag, body });
          return sendLasting(request, reply, { tag, body });
        }
        reply.header("cache-control", fixed ? LASTING : "no-store").header("vary", VARY);
        if (row.finishedAt !== null && entityTag(request, reply, tag)) return reply.status(304).send(null);
        if (format === null || (request.query.format === undefined && row.report === null))
          return reply.send(scanResult(row, context.publicUrl()));
        return sendReport(request, reply, context, row, format);
      },
    });
  }
}
